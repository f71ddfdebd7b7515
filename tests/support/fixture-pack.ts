/** @file A pack whose files the fixture server has, with their true hashes. */
import type { Pack } from "../../src/contracts/manifest.ts";
import type { KnownFile } from "../../src/contracts/pack-files.ts";
import { sha256Hex } from "../../src/storage/sha256.ts";
import { fixtureBytes } from "./fixture-bytes.ts";

const fileOf = async (bytes: number): Promise<KnownFile> => ({
  path: `${bytes}.bin`,
  bytes,
  sha256: await sha256Hex(fixtureBytes(bytes)),
});

/** @param manner how the server behaves; see fixture-server.ts */
export async function fixturePack(id: string, manner: string, lengths: readonly number[], revision = "1"): Promise<Pack> {
  return {
    id,
    name: id,
    revision,
    purpose: "test",
    licence: { name: "none", limits: "none" },
    needs: { memory: 1, buffer: 1, float16: false },
    reads: "drawings",
    base: `fixture/${manner}/`,
    files: await Promise.all(lengths.map(fileOf)),
    graphs: {},
    tokenizer: { file: "", config: "", length: 0, unknown: "" },
    latent: { channels: 1, factor: 1 },
    sampler: { kind: "flow-euler", shift: 1 },
    presets: { draft: { steps: 1, guidance: 1 }, standard: { steps: 1, guidance: 1 }, signature: { steps: 1, guidance: 1 } },
    sizes: [{ width: 8, height: 8 }],
    identity: { tokens: 1, channels: [1], embedding: 1 },
    preview: { matrix: [], bias: [] },
    faces: { detectorScore: 0, eyeDistance: 0, outlierCosine: 0, impostorCosine: 0, samePersonCosine: 0 },
    safety: { checker: null, reason: "test" },
  };
}
