/**
 * @file `npm run bench:packs`: what the store of packs costs over the bare network and the bare runtime, as one JSON object.
 *
 *     npm run bench:packs                                128 MiB from a stand-in of the hub that sends 25 MB a second
 *     npm run bench:packs -- --quick                     32 MiB at 8 MB a second, one session: for a busy computer
 *     npm run bench:packs -- --bytes 2147483648          a pack of 2 GiB
 *     npm run bench:packs -- --rate 12500000             a slower line; 0 is one without a limit
 *     npm run bench:packs -- --part 16777216             other parts than the app's
 *     npm run bench:packs -- --sources 64,256,512        sources.mjs instead
 *
 * `overBareRuns` is, by stand-in of a photographic pack at toy width, a picture's time from words to pixels over that of the runs in it alone.
 * `goodputRatio` is the time of one plain fetch of the same bytes, read and let go, over that of installing them. `installPeakMiB` is how much
 * more memory all processes of the browser hold together at most while it installs than before, by Linux's count; null elsewhere.
 * `sessionFromPartsRatio` is the time until ONNX Runtime has a session of Atelier's denoiser from stored parts over that from bytes in memory.
 * `bytesRefetchedAfterKill` is what the hub sent in all, over the pack's bytes, when the browser was killed in the middle; bytes that were
 * under way in sockets count.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { overBareRuns } from "./over-bare.mjs";
import { sources } from "./sources.mjs";
import { watched } from "./memory.mjs";
import { load, startStore } from "./store-page.mjs";
import { median } from "./timeline.mjs";

const MiB = 2 ** 20;
const IN_FLIGHT = 4;

const { values } = parseArgs({
  options: {
    bytes: { type: "string" },
    rate: { type: "string" },
    part: { type: "string", default: String(8 * MiB) },
    sources: { type: "string" },
    quick: { type: "boolean", default: false },
  },
});
const usual = values.quick ? { bytes: 32 * MiB, rate: 8e6, rounds: 1 } : { bytes: 128 * MiB, rate: 25e6, rounds: 5 };
const bytes = Number(values.bytes ?? usual.bytes);
const rate = Number(values.rate ?? usual.rate) || Infinity;
const partBytes = Number(values.part);
const root = fileURLToPath(new URL("../..", import.meta.url));

const { startHub } = await load("tests/hub/hub.ts");
const { sha256Of } = await load("tests/hub/contents.ts");

const REPOSITORY = "somebody/something";
const COMMIT = "0".repeat(40);
const PATH = "unet/model.onnx_data";

/** @param {string} origin */
const packAt = (origin) => ({
  id: "bench",
  revision: "1",
  base: "",
  source: { origin, repository: REPOSITORY, commit: COMMIT },
  files: [{ path: PATH, bytes, sha256: sha256Of(1, 0, bytes) }],
  graphs: {},
});

const hub = await startHub({ bytesPerSecond: rate });
hub.add({ repository: REPOSITORY, commit: COMMIT, path: PATH, bytes, seed: 1, large: true });
const store = await startStore();
if (values.sources !== undefined) {
  try {
    console.log(JSON.stringify(await sources(hub, store, values.sources.split(","), partBytes), null, 2));
  } finally {
    await store.close();
    await hub.close();
  }
  process.exit();
}
const profiles = [0, 1].map(() => mkdtempSync(join(tmpdir(), "likeness-bench-")));
try {
  const pack = packAt(hub.origin);
  const [first] = JSON.parse(readFileSync(join(root, "models-manifest.json"), "utf8")).packs;
  const address = `${hub.origin}/${REPOSITORY}/resolve/${COMMIT}/${PATH}`;
  const at = await store.open(profiles[0] ?? "");
  // The first question loads the worker's modules.
  await at.ask("stored");
  console.error("install");
  const { value: ms, peakMiB } = await watched(at.pid, () => at.ask("install", pack, partBytes));
  console.error("plain fetch");
  const plainMs = [await at.ask("plain", address), await at.ask("plain", address)];
  const readMs = await at.ask("read", pack).catch(() => null);
  await at.ask("remove", pack.id);
  console.error("sessions");
  await at.ask("install", first, partBytes);
  const pairs = await at.ask("session", first, first.graphs.denoiser.file, usual.rounds);
  await at.ask("remove", first.id);
  console.error("pictures");
  const overBare = await overBareRuns(hub, at, partBytes, 4 * usual.rounds);
  await at.close();

  console.error("kill");
  const before = hub.sent();
  const doomed = await store.open(profiles[1] ?? "");
  const dying = doomed.ask("install", pack, partBytes).catch(() => undefined);
  while (hub.sent() - before < 0.4 * bytes) await new Promise((done) => setTimeout(done, 20));
  await doomed.close("SIGKILL");
  await dying;
  const next = await store.open(profiles[1] ?? "");
  const kept = (await next.ask("stored")).bytes;
  await next.ask("install", pack, partBytes);
  await next.close();

  const plain = Math.min(...plainMs);
  console.log(
    JSON.stringify(
      {
        bytes,
        partBytes,
        bytesPerSecond: Number.isFinite(rate) ? rate : null,
        plainMs: Math.round(plain),
        installMs: Math.round(ms),
        overBareRuns: overBare,
        goodputRatio: plain / ms,
        installPeakMiB: peakMiB,
        readMs: readMs === null ? null : Math.round(readMs),
        sessionFromPartsRatio: median(
          pairs.map((/** @type {{ parts: number, plain: number }} */ each) => each.parts / each.plain),
        ),
        keptByKillBytes: kept,
        bytesRefetchedAfterKill: hub.sent() - before - bytes,
        bytesInFlight: IN_FLIGHT * partBytes,
      },
      null,
      2,
    ),
  );
} finally {
  await store.close();
  await hub.close();
  for (const profile of profiles) rmSync(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}
