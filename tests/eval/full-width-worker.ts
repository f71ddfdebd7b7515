/** @file `npm run bench:full-width` in a worker: one question at a time, `[verb, ...values]` in, `{ answer }` or `{ failure }` out. */
import { isFailure } from "../../src/contracts/failure.ts";
import { listStep, runStep, writeStep } from "./full-width.ts";

const verbs = { list: listStep, step: runStep, write: writeStep } as Readonly<
  Record<string, (...values: never[]) => Promise<unknown>>
>;

self.onmessage = ({ data: [verb, ...values] }: MessageEvent<[string, ...never[]]>) => {
  const work = verbs[verb];
  if (!work) throw new Error(`a step knows no ${verb}`);
  work(...values).then(
    (answer) => self.postMessage({ answer }),
    (error: unknown) =>
      self.postMessage({ failure: isFailure(error) ? `${error.code} ${JSON.stringify(error.details)}` : String(error) }),
  );
};
