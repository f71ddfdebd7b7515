/**
 * @file A version as it leaves and comes back: its individual file, which then also says how likeness is measured on it and what its numbers
 * hash to.
 *
 * Nothing of the file is believed: shapes, owner, pack and revision are checked, numbers have to be finite, and the hash has to hold.
 */
import { Failure } from "~/contracts/failure.ts";
import type { Pack } from "~/contracts/manifest.ts";
import type { Calibration, Training } from "~/contracts/records.ts";
import { readSafetensors, writeSafetensors } from "~/engine/tensor/safetensors.ts";
import { readIndividual, type IndividualFile } from "./individual-file.ts";

/** A person's tensors take a hundredth of this. */
export const MAX_VERSION_BYTES = 64 * 1024 * 1024;

export type Hash = (bytes: ArrayBuffer) => Promise<string>;

export interface VersionFile extends IndividualFile {
  readonly calibration: Calibration;
  /** As the file tells it; null where it was made by projection alone. */
  readonly training: Training | null;
}

const refuse = (reason: string): never => {
  throw new Failure("safetensors-invalid", { reason });
};

/** What the header places; names and shapes are checked against the pack. */
const numbersOf = (file: ArrayBuffer): ArrayBuffer => file.slice(8 + Number(new DataView(file).getBigUint64(0, true)));

export async function writeVersion(
  individual: ArrayBuffer,
  { calibration, training }: Pick<VersionFile, "calibration" | "training">,
  hash: Hash,
): Promise<ArrayBuffer> {
  const { tensors, metadata } = readSafetensors(individual);
  const said = {
    format: "likeness-version-1",
    calibration: JSON.stringify(calibration),
    training: JSON.stringify(training),
    sha256: await hash(numbersOf(individual)),
  };
  return writeSafetensors({ tensors, metadata: { ...metadata, ...said } });
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
    const seen = looks.map((look) => ({ step: look.step, likeness: look.likeness, drift: look.drift }));
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

/**
 * @throws Failure `safetensors-invalid` for what is no unchanged version of this pack's shape, `model-foreign`, `model-stale`
 */
export async function readVersion(pack: Pack, personaId: string, file: ArrayBuffer, hash: Hash): Promise<VersionFile> {
  if (file.byteLength > MAX_VERSION_BYTES) return refuse("far larger than any version");
  const { metadata, tensors } = readSafetensors(file);
  const { persona, pack: packId, revision } = metadata;
  if (metadata["format"] === undefined || persona === undefined || packId === undefined)
    return refuse("not a version that left Likeness");
  if (persona !== personaId) throw new Failure("model-foreign", { personaId, ownerId: persona });
  if (packId !== pack.id || revision !== pack.revision)
    throw new Failure("model-stale", {
      personaId,
      learnedWith: `${packId}@${revision}`,
      installed: `${pack.id}@${pack.revision}`,
    });
  const individual = readIndividual(pack, file);
  const calibration = parseCalibration(metadata["calibration"]);
  const finite = [...tensors.values()].every(({ data }) => data.every(Number.isFinite));
  if (!finite || (await hash(numbersOf(file))) !== metadata["sha256"]) return refuse("its numbers were changed since it left");
  return { ...individual, calibration, training: parseTraining(metadata["training"]) };
}
