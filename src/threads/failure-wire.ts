/**
 * @file Lets a Failure and an AbortError cross a Comlink port whole.
 *
 * Comlink sends an error's name, message and stack, and nothing else. This wraps its handler for thrown values, so both
 * ends must import it: spawn.ts and serve.ts do.
 */
import { transferHandlers } from "comlink";
import { aborted, Failure, isAbort, isFailure, type FailureCode, type FailureDetails } from "~/contracts/failure";

type Wired =
  | {
      readonly kind: "failure";
      readonly code: FailureCode;
      readonly details: FailureDetails[FailureCode];
      readonly stack: string;
    }
  | { readonly kind: "abort" }
  | { readonly kind: "other"; readonly inner: unknown };

const builtin = transferHandlers.get("throw");
if (!builtin) throw new Error("comlink has no handler for thrown values");

const toWire = (error: unknown): Wired | undefined => {
  if (isFailure(error)) return { kind: "failure", code: error.code, details: error.details, stack: error.stack ?? "" };
  if (isAbort(error)) return { kind: "abort" };
  return undefined;
};

transferHandlers.set("throw", {
  canHandle: (value): value is unknown => builtin.canHandle(value),
  serialize(thrown: { readonly value: unknown }): [Wired, Transferable[]] {
    const wired = toWire(thrown.value);
    if (wired) return [wired, []];
    const [inner, transferables] = builtin.serialize(thrown);
    return [{ kind: "other", inner }, transferables];
  },
  deserialize(wired: Wired): never {
    switch (wired.kind) {
      case "failure": {
        const failure = new Failure(wired.code, wired.details);
        failure.stack = wired.stack;
        throw failure;
      }
      case "abort":
        throw aborted();
      case "other":
        return builtin.deserialize(wired.inner) as never;
      default:
        wired satisfies never;
        throw new Error("unknown wire format");
    }
  },
});
