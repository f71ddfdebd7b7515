/**
 * @file What a database throws, as a Failure.
 *
 * Dexie wraps errors, and names an aborted transaction `AbortError`, which elsewhere means that somebody pressed Cancel: every
 * write therefore goes through `guarded`.
 */
import { Failure, toFailure } from "~/contracts/failure";

const UNAVAILABLE = [
  "MissingAPIError",
  "OpenFailedError",
  "InvalidStateError",
  "UnknownError",
  "NotReadableError",
  "SecurityError",
];
const TAKEN_OVER = ["DatabaseClosedError", "VersionError", "UpgradeError"];

/** Names of an error and of whatever it wraps. */
function namesOf(error: unknown): readonly string[] {
  if (typeof error !== "object" || error === null) return [];
  const { name, inner, failures } = error as { name?: unknown; inner?: unknown; failures?: readonly unknown[] };
  return [...(typeof name === "string" ? [name] : []), ...namesOf(inner), ...namesOf(Object.values(failures ?? [])[0])];
}

/** @param neededBytes what the write was about to take, for the words about a full disk */
export function storageFailure(error: unknown, neededBytes = 0): Failure {
  if (error instanceof Failure) return error;
  const names = namesOf(error);
  const has = (known: readonly string[]): boolean => names.some((name) => known.includes(name));
  // Old and new browsers differ in the class of this error but agree on its name.
  if (has(["QuotaExceededError"])) return new Failure("storage-full", { neededBytes }, { cause: error });
  if (has(TAKEN_OVER)) return new Failure("storage-blocked", {}, { cause: error });
  if (has(UNAVAILABLE)) return new Failure("storage-unavailable", { reason: names.join(" < ") }, { cause: error });
  return toFailure(error);
}

/** Runs a piece of storage work; it fulfils only after its transactions have completed. */
export async function guarded<Value>(work: () => PromiseLike<Value>, neededBytes = 0): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    throw storageFailure(error, neededBytes);
  }
}
