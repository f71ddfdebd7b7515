/**
 * @file A version as it leaves and comes back: its individual file, which then also says how likeness is measured on it and what its numbers
 * hash to; or, where deltas alone were learned, those in the layout of diffusers, from which other programs draw them too.
 *
 * Nothing of the file is believed: shapes, owner, pack and revision are checked, numbers have to be finite, and the hash has to hold.
 */
import { Failure } from "~/contracts/failure.ts";
import type { Pack } from "~/contracts/manifest.ts";
import { learnsTokens } from "~/contracts/recipe.ts";
import { type Calibration, isLearned, type Training } from "~/contracts/records.ts";
import { readSafetensors, type Safetensors, writeSafetensors } from "~/engine/tensor/safetensors.ts";
import type { IdentityTensors } from "./conditions.ts";
import { readIndividual, type IndividualFile } from "./individual-file.ts";
import { fromLora, toLora } from "./lora-file.ts";
import { checkMadeFor } from "./made-for.ts";

/** A person's tensors take a hundredth of this. */
export const MAX_VERSION_BYTES = 64 * 1024 * 1024;

export type Hash = (bytes: ArrayBuffer) => Promise<string>;

export interface VersionFile extends IndividualFile {
  readonly calibration: Calibration;
  /** As the file tells it. */
  readonly training: Training;
}

interface Facts {
  readonly calibration: Calibration;
  readonly training: Training | null;
}

/** What a person's embedding is drawn from before anything is learned. */
export type Project = (prototype: Float32Array) => Promise<IdentityTensors>;

const LORA = "lora-1";

const refuse = (reason: string): never => {
  throw new Failure("safetensors-invalid", { reason });
};

/** What the header places; names and shapes are checked against the pack. */
const numbersOf = (file: ArrayBuffer): ArrayBuffer => file.slice(8 + Number(new DataView(file).getBigUint64(0, true)));

export async function writeVersion(individual: ArrayBuffer, { calibration, training }: Facts, hash: Hash): Promise<ArrayBuffer> {
  const { tensors, metadata } = readSafetensors(individual);
  const said = {
    format: "likeness-version-1",
    calibration: JSON.stringify(calibration),
    training: JSON.stringify(training),
    sha256: await hash(numbersOf(individual)),
  };
  return writeSafetensors({ tensors, metadata: { ...metadata, ...said } });
}

/** Numbers and the embedding that the tokens are projected from, which is all that a version of deltas is made of. */
function loraHash(file: ArrayBuffer, prototype: string, hash: Hash): Promise<string> {
  const [numbers, told] = [new Uint8Array(numbersOf(file)), new TextEncoder().encode(prototype)];
  const all = new Uint8Array(numbers.length + told.length);
  all.set(numbers);
  all.set(told, numbers.length);
  return hash(all.buffer);
}

/**
 * The deltas in the layout of diffusers. Tokens are left out: they come back as the projection of the embedding, which the file tells.
 *
 * @throws Failure `version-not-lora` where that would lose what was learned
 */
export async function writeLora(
  individual: ArrayBuffer,
  { version, calibration, training }: Facts & { readonly version: number },
  hash: Hash,
): Promise<ArrayBuffer> {
  const { tensors, metadata } = readSafetensors(individual);
  const deltas = toLora(tensors);
  if (deltas.size === 0) throw new Failure("version-not-lora", { version, lost: "everything" });
  if (training === null || learnsTokens(training.recipe)) throw new Failure("version-not-lora", { version, lost: "tokens" });
  const prototype = JSON.stringify([...(tensors.get("prototype")?.data ?? [])]);
  const said = {
    // What programs that read PyTorch's tensors look for.
    format: "pt",
    likeness: LORA,
    prototype,
    calibration: JSON.stringify(calibration),
    training: JSON.stringify(training),
  };
  const bare = writeSafetensors({ tensors: deltas, metadata: {} });
  const sha256 = await loraHash(bare, prototype, hash);
  return writeSafetensors({ tensors: deltas, metadata: { ...metadata, ...said, sha256 } });
}

function parse<Value>(name: string, text: string | undefined, make: (value: unknown) => Value | undefined): Value {
  try {
    const made = make(JSON.parse(text ?? ""));
    if (made !== undefined) return made;
  } catch {
    // Said below.
  }
  return refuse(`its ${name} does not read as one`);
}

const areNumbers = (values: readonly unknown[]): boolean => values.every(Number.isFinite);

/** A cosine below another: both of unit vectors. */
const parseCalibration = (text: string | undefined): Calibration =>
  parse("calibration", text, (value) => {
    const { floor, ceiling } = value as Calibration;
    return areNumbers([floor, ceiling]) && floor >= -1 && floor < ceiling && ceiling <= 1 ? { floor, ceiling } : undefined;
  });

const parseTraining = (text: string | undefined): Training | null =>
  parse("training", text, (value) => {
    if (value === null) return null;
    const { recipe, step, looks, losses, seconds, device } = value as Training;
    const seen = looks.map(({ step: at, likeness, drift, control }) => ({
      step: at,
      likeness,
      drift,
      ...(control !== undefined && { control }),
    }));
    const known = device.backend === "wasm" || device.backend === "webgpu";
    const numbers = [
      step,
      seconds,
      device.threads,
      ...losses,
      ...Object.values(recipe).flat(),
      ...seen.flatMap((look) => Object.values(look)),
    ];
    const { backend, threads } = device;
    return known && areNumbers(numbers)
      ? { recipe, step, looks: seen, losses, seconds, device: { backend, threads } }
      : undefined;
  });

const UNIT = 1e-3;

const parsePrototype = (pack: Pack, text: string | undefined): Float32Array =>
  parse("embedding", text, (value) => {
    const numbers = Array.isArray(value) ? (value as readonly unknown[]) : [];
    const data = Float32Array.from(numbers, Number);
    const fits = data.length === pack.identity.embedding && areNumbers(numbers);
    return fits && Math.abs(Math.hypot(...data) - 1) < UNIT ? data : undefined;
  });

/** @returns the person, with the deltas of the file beside tokens that are projected anew */
async function readLora(pack: Pack, file: Safetensors, project: Project): Promise<IndividualFile> {
  const { persona = "", pack: id = "", revision = "" } = file.metadata;
  const prototype = parsePrototype(pack, file.metadata["prototype"]);
  const deltas = fromLora(file);
  return { personaId: persona, pack: { id, revision }, prototype, tensors: { ...(await project(prototype)), ...deltas } };
}

/**
 * @param project asked of a version of deltas alone
 * @throws Failure `safetensors-invalid` for what is no unchanged version of this pack's shape, `model-foreign`, `model-stale`,
 * `model-unlearned` for what no steps were taken from
 */
export async function readVersion(
  pack: Pack,
  personaId: string,
  file: ArrayBuffer,
  hash: Hash,
  project: Project,
): Promise<VersionFile> {
  if (file.byteLength > MAX_VERSION_BYTES) return refuse("far larger than any version");
  const { metadata, tensors } = readSafetensors(file);
  const { persona, pack: packId, revision } = metadata;
  if (metadata["format"] === undefined || persona === undefined || packId === undefined)
    return refuse("not a version that left Likeness");
  if (persona !== personaId) throw new Failure("model-foreign", { personaId, ownerId: persona });
  checkMadeFor(pack, personaId, { id: packId, revision: revision ?? "" });
  const isLora = metadata["likeness"] === LORA;
  const own = isLora ? undefined : readIndividual(pack, file);
  const calibration = parseCalibration(metadata["calibration"]);
  const finite = [...tensors.values()].every(({ data }) => data.every(Number.isFinite));
  const found = isLora ? loraHash(file, metadata["prototype"] ?? "", hash) : hash(numbersOf(file));
  if (!finite || (await found) !== metadata["sha256"]) return refuse("its numbers were changed since it left");
  const training = parseTraining(metadata["training"]);
  if (training === null || !isLearned({ training })) throw new Failure("model-unlearned", { personaId });
  return { ...(own ?? (await readLora(pack, { tensors, metadata }, project))), calibration, training };
}
