import { expect, test } from "vitest";
import type { EchoApi } from "../../tests/support/echo-worker.ts";
import { until } from "../../tests/support/until.ts";
import { Failure, isAbort } from "~/contracts/failure";
import { spawn } from "./spawn.ts";

const open = () =>
  spawn<EchoApi>(() => new Worker(new URL("../../tests/support/echo-worker.ts", import.meta.url), { type: "module" }));

const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => "no failure",
    (error: unknown) => error,
  );

test("a failure crosses with its class, code and details", async () => {
  const thread = open();
  const failure = await failureOf(thread.call.fail("atelier"));
  expect(failure).toBeInstanceOf(Failure);
  expect(failure).toMatchObject({ code: "pack-missing", details: { packId: "atelier" } });
  thread.end();
});

test("cancelling stays an abort, and anything else keeps its name and message", async () => {
  const thread = open();
  expect(isAbort(await failureOf(thread.call.abort()))).toBe(true);
  expect(await failureOf(thread.call.breakDown())).toMatchObject({ name: "RangeError", message: "too far" });
  thread.end();
});

test("ending a thread settles the calls that wait, and the next call starts a new worker", async () => {
  const thread = open();
  const waiting = [failureOf(thread.call.hang()), failureOf(thread.call.hang())];
  await until(() => expect(thread.pending()).toBe(2));
  thread.end();
  for (const failure of await Promise.all(waiting)) expect(failure).toMatchObject({ code: "device-lost" });
  expect(thread.pending()).toBe(0);
  expect(await thread.call.size(new ArrayBuffer(3))).toBe(3);
  thread.end();
});

test("whoever hears an answer, or a failure, finds its call settled", async () => {
  const thread = open();
  const pending = (): number => thread.pending();
  expect(await thread.call.size(new ArrayBuffer(3)).then(pending)).toBe(0);
  expect(await thread.call.fail("atelier").catch(pending)).toBe(0);
  thread.end();
});

test("a worker that throws outside of a call, or does not load, keeps nobody waiting", async () => {
  const thread = open();
  expect(await failureOf(thread.call.throwLater())).toMatchObject({ code: "unexpected" });
  const absent = spawn<EchoApi>(() => new Worker("/no-such-worker.js", { type: "module" }));
  expect(await failureOf(absent.call.hang())).toMatchObject({ code: "unexpected" });
  thread.end();
});

test("functions are called back, and buffers change hands", async () => {
  const thread = open();
  const seen: number[] = [];
  const bytes = new ArrayBuffer(8);
  expect(await thread.call.count(3, (at) => void seen.push(at))).toBe(3);
  await until(() => expect(seen).toEqual([1, 2, 3]));
  expect(await thread.call.size(bytes)).toBe(8);
  expect(bytes.byteLength).toBe(0);
  thread.end();
});
