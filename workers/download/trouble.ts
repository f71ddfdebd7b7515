/**
 * @file What went wrong with one request, and what may be done about it.
 *
 * `again` is for the loop that asks; what a person hears is the failure inside.
 */
import { Failure, type FailureDetails } from "~/contracts/failure";

type Reason = FailureDetails["download-failed"]["reason"];

export type Again =
  /** Waiting mends it: a broken line, a busy server. */
  | "later"
  /** The server said when. */
  | { readonly inMs: number }
  /** Asking once more may give another answer, waiting changes nothing. */
  | "now"
  | "never";

export class Trouble extends Error {
  readonly failure: Failure<"download-failed">;
  readonly again: Again;

  constructor(file: string, reason: Reason, again: Again, more: { readonly status?: number; readonly cause?: unknown } = {}) {
    super(reason, { cause: more.cause });
    this.name = "Trouble";
    this.again = again;
    const status = more.status === undefined ? {} : { status: more.status };
    this.failure = new Failure("download-failed", { file, reason, ...status }, { cause: more.cause });
  }
}
