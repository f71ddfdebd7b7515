import { expect, test } from "vitest";
import { filesFault, type Hub, hubsFault } from "./pack-files.ts";

const HASH = "ab".repeat(32);
const HUB: Hub = { name: "Hub", origin: "https://hub.example", delivery: ["https://*.cdn.example"] };
const SOURCE = { origin: HUB.origin, repository: "somebody/something", commit: "0".repeat(40) };
const FILE = { path: "unet/model.onnx", bytes: 20_000_000, sha256: HASH };
const PARTS = { bytes: 8 * 2 ** 20, sha256: [HASH, HASH, HASH] };

const fault = (pack: Record<string, unknown>) => filesFault({ base: "", source: SOURCE, files: [FILE], ...pack }, [HUB]);
const file = (change: Record<string, unknown>) => fault({ files: [{ ...FILE, ...change }] });

test("takes files of a hub that is listed, pinned or not, in one piece or in parts", () => {
  expect(hubsFault([HUB])).toBeUndefined();
  expect(fault({})).toBeUndefined();
  expect(file({ sha256: null, parts: PARTS })).toBeUndefined();
  expect(
    fault({ source: undefined, base: "packs/x/", files: [{ ...FILE, from: { ...SOURCE, path: "a.onnx" } }] }),
  ).toBeUndefined();
});

test.each([
  ["a host that is not listed", { source: { ...SOURCE, origin: "https://elsewhere.example" } }, "does not list"],
  ["a branch instead of a commit", { source: { ...SOURCE, commit: "main" } }, "pins no commit"],
  ["a repository that climbs", { source: { ...SOURCE, repository: "../.." } }, "bad repository"],
  ["no hash and no hub", { source: undefined, base: "packs/x/", files: [{ ...FILE, sha256: null }] }, "bad hash"],
  ["a path that climbs", { files: [{ ...FILE, path: "../secret" }] }, "bad path"],
  ["a path at the hub that climbs", { files: [{ ...FILE, from: { ...SOURCE, path: "/etc/passwd" } }] }, "bad path in the source"],
  ["no bytes", { files: [{ ...FILE, bytes: 0 }] }, "bad size"],
  ["twenty gigabytes", { files: [{ ...FILE, bytes: 20e9 }] }, "more than anybody is asked to fetch"],
  ["tiny parts", { files: [{ ...FILE, parts: { bytes: 1000, sha256: [HASH] } }] }, "bad size of parts"],
  ["too few parts", { files: [{ ...FILE, parts: { ...PARTS, sha256: [HASH] } }] }, "bad hashes of parts"],
  ["one path twice", { files: [FILE, FILE] }, "twice"],
])("refuses %s", (_, pack, words) => {
  expect(fault(pack)).toContain(words);
});

test.each([
  ["http", { ...HUB, origin: "http://hub.example" }],
  ["a path", { ...HUB, origin: "https://hub.example/models" }],
  ["everybody", { ...HUB, delivery: ["https://*"] }],
  ["a scheme alone", { ...HUB, delivery: ["https:"] }],
  ["more than one word", { ...HUB, delivery: ["https://a.example https://b.example"] }],
])("refuses a hub that is %s: it goes into a header as it stands", (_, hub) => {
  expect(hubsFault([hub])).toBeDefined();
});
