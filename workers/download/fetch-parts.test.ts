import { createHash } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { contents } from "../../tests/hub/contents.ts";
import { type Hub, startHub } from "../../tests/hub/hub.ts";
import type { Manner, Trouble } from "../../tests/hub/troubles.ts";
import { isFailure } from "~/contracts/failure";
import { fetchParts, type PartsTask } from "./fetch-parts.ts";
import { PATIENCE } from "./patience.ts";
import { Trouble as RequestTrouble } from "./trouble.ts";

const REPOSITORY = "somebody/something";
const COMMIT = "0123456789abcdef0123456789abcdef01234567";
const PATH = "unet/model.onnx";
const PART = 1000;
const BYTES = 9 * PART + 7;
const SEED = 3;
const ALL = Array.from({ length: 10 }, (_, index) => index);
const QUICK = { ...PATIENCE, firstPauseMs: 5, longestPauseMs: 20 };
/** A busy computer may take long over an answer, so only a test of silence is quick to call it that. */
const patienceWith = ({ kind }: Manner) => (kind === "stall" ? { ...QUICK, stallMs: 500 } : QUICK);

let hub: Hub;

beforeAll(async () => {
  hub = await startHub();
});

beforeEach(() => {
  hub.reset();
  hub.add({ repository: REPOSITORY, commit: COMMIT, path: PATH, bytes: BYTES, seed: SEED, large: true });
});

afterAll(() => hub.close());

interface Fetched {
  readonly kept: ReadonlyMap<number, Buffer>;
  readonly etags: ReadonlySet<string | null>;
  /** Bytes that arrived and were not given back. */
  readonly received: number;
}

const rangeOf = (index: number): string => `${index * PART}-${Math.min((index + 1) * PART, BYTES) - 1}`;
const sha256 = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");

/** As the worker does it, but keeping the parts in memory. */
async function fetchAll(missing: readonly number[] = ALL, more: Partial<PartsTask> = {}): Promise<Fetched> {
  const kept = new Map<number, Buffer>();
  const etags = new Set<string | null>();
  let received = 0;
  await fetchParts(
    {
      address: new URL(`/${REPOSITORY}/resolve/${COMMIT}/${PATH}`, hub.origin),
      file: PATH,
      bytes: BYTES,
      partBytes: PART,
      patience: QUICK,
      signal: new AbortController().signal,
      keep(index, payload, etag) {
        expect(kept.has(index)).toBe(false);
        kept.set(index, Buffer.from(payload.slice()));
        etags.add(etag);
        return Promise.resolve();
      },
      received: (bytes) => void (received += bytes),
      ...more,
    },
    missing,
  );
  return { kept, etags, received };
}

function expectWhole({ kept, received }: Fetched): void {
  const whole = Buffer.concat(ALL.map((index) => kept.get(index)!));
  expect(sha256(whole)).toBe(sha256(contents(SEED, 0, BYTES)));
  expect(received).toBe(BYTES);
}

const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => "no failure",
    (error: unknown) => (isFailure(error) ? { code: error.code, ...error.details } : error),
  );

const delivered = () => hub.log().filter(({ at }) => at === "delivery");
const befall = (manner: Manner, more: Partial<Trouble> = {}): void => hub.order({ at: "delivery", manner, ...more });

test("asks with plain ranges, always at the source, and never with HEAD or a preflight", async () => {
  const fetched = await fetchAll();
  expectWhole(fetched);
  const log = hub.log();
  expect(new Set(log.map(({ method }) => method))).toEqual(new Set(["GET"]));
  const [asked, sent] = (["source", "delivery"] as const).map((at) =>
    log
      .filter((each) => each.at === at)
      .map(({ range }) => range)
      .toSorted(),
  );
  expect(asked).toEqual(ALL.map((index) => rangeOf(index)).toSorted());
  expect(sent).toEqual(asked);
});

test("asks only for what is missing", async () => {
  const { kept } = await fetchAll([2, 5, 6, 9]);
  expect(new Set(kept.keys())).toEqual(new Set([2, 5, 6, 9]));
  expect(
    delivered()
      .map(({ range }) => range)
      .toSorted(),
  ).toEqual(["2000-2999", "5000-5999", "6000-6999", "9000-9006"]);
});

test("asks for one part alone, and for the next ones as soon as it is answered, before it is here", async () => {
  befall({ kind: "stall", after: 500 });
  const kept: number[] = [];
  const fetching = fetchAll(ALL, {
    patience: { ...QUICK, attempts: 10_000 },
    keep(index) {
      kept.push(index);
      return Promise.resolve();
    },
  });
  // The first part stands still half way until every other is here.
  await expect.poll(() => kept.toSorted((one, other) => one - other), { timeout: 20_000 }).toEqual(ALL.slice(1));
  await hub.away();
  await hub.back();
  await fetching;
  expect(kept.at(-1)).toBe(0);
});

test("asks at the source again when a signed address is refused in the middle", async () => {
  befall({ kind: "status", status: 403 }, { skip: 1, times: 2 });
  expectWhole(await fetchAll());
  const log = hub.log();
  expect(log.filter(({ status }) => status === 403)).toHaveLength(2);
  expect(log.filter(({ at }) => at === "source")).toHaveLength(ALL.length + 2);
});

test("takes everything from a server that answers 200 to a range, in one request", async () => {
  befall({ kind: "whole" }, { times: 9 });
  expectWhole(await fetchAll());
  expect(delivered()).toHaveLength(1);
});

test("goes on with all that is missing where a server without ranges sent one part wrong", async () => {
  befall({ kind: "whole" }, { times: 9 });
  const kept = new Map<number, Buffer>();
  let refused = 0;
  await fetchAll(ALL, {
    keep(index, payload) {
      if (index === 3 && refused++ === 0) throw new RequestTrouble(PATH, "hash", "now");
      kept.set(index, Buffer.from(payload.slice()));
      return Promise.resolve();
    },
  });
  expect(sha256(Buffer.concat(ALL.map((index) => kept.get(index)!)))).toBe(sha256(contents(SEED, 0, BYTES)));
  expect(delivered()).toHaveLength(2);
});

test("keeps what it had when a server answers 200 late", async () => {
  befall({ kind: "whole" });
  const { kept } = await fetchAll([4, 5, 9]);
  expect([...kept.keys()]).toEqual([4, 5, 9]);
  expect(sha256(kept.get(9)!)).toBe(sha256(contents(SEED, 9000, BYTES)));
  expect(delivered()).toHaveLength(1);
});

test.for<[string, Manner]>([
  ["206 with another range", { kind: "shifted", by: 10 }],
  ["416", { kind: "status", status: 416 }],
  ["500", { kind: "status", status: 500 }],
  ["502", { kind: "status", status: 502 }],
  ["503 with a time", { kind: "status", status: 503, headers: { "Retry-After": "0" } }],
  ["408", { kind: "status", status: 408 }],
  ["a cut connection", { kind: "cut", after: 500 }],
  ["a connection cut before anything came", { kind: "cut", after: 0 }],
  ["a stalled connection", { kind: "stall", after: 500 }],
  ["a body that is too short", { kind: "length", by: -3 }],
  ["a body that is too long", { kind: "length", by: 3 }],
])("goes on after %s", async ([, manner]) => {
  befall(manner, { skip: 2 });
  expectWhole(await fetchAll(ALL, { patience: patienceWith(manner) }));
});

test("asks again only for the part that broke off", async () => {
  befall({ kind: "cut", after: 500 }, { holds: 4000 });
  expectWhole(await fetchAll());
  expect(
    delivered()
      .map(({ range }) => range)
      .toSorted(),
  ).toEqual([...ALL, 4].map((index) => rangeOf(index)).toSorted());
});

test("waits as long as it is told, on every line", async () => {
  const limited = { "Retry-After": "1", RateLimit: '"resolvers";r=0;t=300' };
  hub.order({ at: "source", manner: { kind: "status", status: 429, headers: limited }, skip: 1 });
  const start = performance.now();
  expectWhole(await fetchAll());
  expect(performance.now() - start).toBeGreaterThanOrEqual(1000);
});

test("does not wait longer than a person would, and says who asked for it", async () => {
  const headers = { RateLimit: '"resolvers";r=0;t=7200' };
  hub.order({ at: "source", manner: { kind: "status", status: 429, headers } });
  expect(await failureOf(fetchAll())).toEqual({ code: "download-failed", file: PATH, reason: "limited", status: 429 });
});

test("fetches again only the part that is not what it should be", async () => {
  befall({ kind: "flip", byte: 5123 }, { holds: 5123 });
  const kept = new Map<number, Buffer>();
  await fetchAll(ALL, {
    keep(index, payload) {
      const bytes = Buffer.from(payload.slice());
      const [start, end] = [index * PART, Math.min((index + 1) * PART, BYTES)];
      if (sha256(bytes) !== sha256(contents(SEED, start, end))) throw new RequestTrouble(PATH, "hash", "now");
      kept.set(index, bytes);
      return Promise.resolve();
    },
  });
  expect(sha256(Buffer.concat(ALL.map((index) => kept.get(index)!)))).toBe(sha256(contents(SEED, 0, BYTES)));
  expect(delivered().filter(({ range }) => range === rangeOf(5))).toHaveLength(2);
});

test("tells an ETag that changed with the parts that came under it", async () => {
  befall({ kind: "etag", etag: '"another"' }, { holds: 7000 });
  const fetched = await fetchAll();
  expectWhole(fetched);
  expect(fetched.etags.size).toBe(2);
});

test.for<[string, "source" | "delivery", Manner, Record<string, unknown>]>([
  ["a page in place of weights", "delivery", { kind: "page" }, { reason: "not-weights" }],
  ["a sign-in page at the source", "source", { kind: "page" }, { reason: "not-weights" }],
  ["a file that needs an account", "source", { kind: "status", status: 401 }, { reason: "refused", status: 401 }],
  ["a file that is gone", "source", { kind: "status", status: 404 }, { reason: "status", status: 404 }],
  ["an address refused for ever", "delivery", { kind: "status", status: 403 }, { reason: "refused", status: 403 }],
  ["a server that stays busy", "delivery", { kind: "status", status: 503 }, { reason: "status", status: 503 }],
  ["another piece for ever", "delivery", { kind: "shifted", by: 5 }, { reason: "range" }],
  ["a file that ends early for ever", "delivery", { kind: "status", status: 416 }, { reason: "length", status: 416 }],
  ["silence", "delivery", { kind: "stall", after: 100 }, { reason: "stalled" }],
])("gives up on %s, and says so", async ([, at, manner, details]) => {
  hub.order({ at, manner, skip: 1, times: 1000 });
  expect(await failureOf(fetchAll(ALL, { patience: patienceWith(manner) }))).toEqual({
    code: "download-failed",
    file: PATH,
    ...details,
  });
});

test("is offline when nobody answers, keeps what came, and goes on with the rest when the host is back", async () => {
  const kept = new Map<number, Buffer>();
  const keep: PartsTask["keep"] = async (index, payload) => {
    kept.set(index, Buffer.from(payload.slice()));
    if (kept.size === 1) await hub.away();
  };
  const failure = await failureOf(fetchAll(ALL, { keep }));
  expect(failure).toEqual({ code: "download-failed", file: PATH, reason: "offline" });
  expect(kept.size).toBeLessThan(5);

  hub.log();
  await hub.back();
  const here = [...kept.keys()];
  await fetchAll(
    ALL.filter((index) => !kept.has(index)),
    { keep },
  );
  expect(sha256(Buffer.concat(ALL.map((index) => kept.get(index)!)))).toBe(sha256(contents(SEED, 0, BYTES)));
  expect(delivered().filter(({ range }) => here.some((index) => range === rangeOf(index)))).toEqual([]);
});

test("a pause lets the parts in flight finish and asks for nothing more", async () => {
  const controller = new AbortController();
  const kept: number[] = [];
  await fetchAll(ALL, {
    signal: controller.signal,
    keep(index) {
      kept.push(index);
      controller.abort();
      return Promise.resolve();
    },
  });
  expect(kept.length).toBeLessThan(5);
  expect(
    delivered()
      .map(({ range }) => range)
      .toSorted(),
  ).toEqual(kept.map((index) => rangeOf(index)).toSorted());
});

test("a pause ends a wait", async () => {
  const controller = new AbortController();
  befall({ kind: "status", status: 503, headers: { "Retry-After": "500" } });
  const fetching = fetchAll(ALL, { signal: controller.signal });
  await expect.poll(() => hub.log().some(({ status }) => status === 503)).toBe(true);
  controller.abort();
  expect((await fetching).kept.size).toBe(0);
});
