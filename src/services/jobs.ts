/**
 * @file The queue a person sees, written to the journal before anything is drawn.
 *
 * It holds requests and phases, never pixels. One job runs at a time; a job whose tab died is taken up by the next tab.
 */
import type { Accessor } from "solid-js";
import type { GenerateReport, Preview } from "~/contracts/inference-api";
import type { Job } from "~/contracts/records";
import type { GenerateRequest } from "~/contracts/request";
import type { Sketch } from "~/contracts/inference-api";

/** What the running job shows. Advisory: rows are the truth. */
export interface Running {
  readonly jobId: string;
  readonly kind: GenerateReport["kind"];
  readonly picture: number;
  readonly step: number;
  readonly steps: number;
  readonly secondsLeft: number | null;
  readonly preview: Preview | null;
}

export interface Jobs {
  /** Newest first; undefined until storage has been read. */
  readonly all: Accessor<readonly Job[] | undefined>;
  readonly running: Accessor<Running | null>;
  /** Anything queued or running in this tab. */
  readonly busy: Accessor<boolean>;
  /** The journal row is on disk when this settles. @returns the job's id */
  enqueue(request: GenerateRequest): Promise<string>;
  cancel(jobId: string): Promise<void>;
  /** A failed or cancelled job, again, under its own id; pictures it already has are kept. */
  retry(jobId: string): Promise<void>;
  /** Removes the row of a settled job. */
  dismiss(jobId: string): Promise<void>;
  /** One Draft picture that is not stored. A newer sketch cancels the one before, whose promise rejects with an AbortError. */
  sketch(request: GenerateRequest): Promise<Sketch>;
}
