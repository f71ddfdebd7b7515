/**
 * @file Versions of a persona's model: away as a file, back from one, compared on the same requests, deleted.
 */
import { Failure } from "~/contracts/failure";
import { safePart } from "~/contracts/file-names";
import type { Sketch } from "~/contracts/inference-api";
import { comparedLook, type LayerChoice } from "~/contracts/layers";
import type { Pack } from "~/contracts/manifest";
import type { IndividualModel } from "~/contracts/records";
import type { GenerateRequest } from "~/contracts/request";
import { MAX_VERSION_BYTES, writeLora, writeVersion } from "~/engine/pipelines/version-file";
import { saveFile } from "~/platform/save-file";
import { newId } from "~/storage/ids";
import { readBlob } from "~/storage/images";
import { sha256Hex } from "~/storage/sha256";
import { deleteVersion } from "~/storage/versions";
import type { Inference } from "./inference";
import type { Packs } from "./packs";
import { packOfPersona } from "./persona-pack";
import type { Vault } from "./vault";

export interface Versions {
  /** Hands the version to the browser's downloads. @throws Failure `model-damaged` */
  save(model: IndividualModel, name: string): Promise<void>;
  /**
   * The same in the layout of diffusers, where deltas alone were learned.
   *
   * @throws Failure `model-damaged`, `version-not-lora`
   */
  saveLora(model: IndividualModel, name: string): Promise<void>;
  /**
   * The version in the file becomes the next one of its own persona, and the one in use.
   *
   * @throws Failure `safetensors-invalid`, `model-foreign`, `model-stale`
   */
  takeBack(personaId: string, file: File): Promise<string>;
  /** @returns false, and nothing has happened, where it is in use */
  remove(model: IndividualModel): Promise<boolean>;
  /** The looks on which versions are compared, and how many there are. */
  readonly scenes: readonly (readonly LayerChoice[])[];
  /** One picture of a scene, stored nowhere; two versions get the same words, seeds and noise. Rejects with an AbortError on the signal. */
  draw(model: IndividualModel, scene: number, signal: AbortSignal): Promise<Sketch>;
}

const SCENES = [
  comparedLook("wavy shoulder-length chestnut hair", "wearing a navy blazer", "plain studio", "soft smile"),
  comparedLook("a blonde bob", "wearing a red gown", "in a library", "calm"),
  comparedLook("short curly dark brown hair", "wearing a leather jacket", "on a rooftop at dusk", "laughing"),
] as const;

const requestOf = (pack: Pack, model: IndividualModel, scene: number): GenerateRequest => ({
  schema: 1,
  // A row on the screen is a proxy, which no port takes.
  pack: { id: model.pack.id, revision: model.pack.revision },
  personaId: model.personaId,
  model: { id: model.id, version: model.version, sha256: model.sha256 },
  layers: SCENES[scene] ?? [],
  prompt: "",
  size: pack.sizes[0]!,
  sampler: pack.sampler.kind,
  ...pack.presets.standard,
  identityStrength: 0.95,
  pose: null,
  seeds: [scene + 1],
});

export function createVersions({ vault, inference, packs }: { vault: Vault; inference: Inference; packs: Packs }): Versions {
  async function tensorsOf({ personaId, tensorsId, sha256, version }: IndividualModel): Promise<ArrayBuffer> {
    const blob = await readBlob(vault.id, tensorsId);
    if (blob === undefined || (await sha256Hex(blob.bytes)) !== sha256)
      throw new Failure("model-damaged", { personaId, version });
    return blob.bytes;
  }
  const hand = (file: ArrayBuffer, name: string): void =>
    saveFile(`${name}.safetensors`, new Blob([file], { type: "application/octet-stream" }));

  return {
    async save(model, name) {
      hand(await writeVersion(await tensorsOf(model), model, sha256Hex), `${safePart(name, "persona")}-${model.version}`);
    },
    async saveLora(model, name) {
      hand(await writeLora(await tensorsOf(model), model, sha256Hex), `${safePart(name, "persona")}-${model.version}-lora`);
    },
    async takeBack(personaId, file) {
      if (file.size > MAX_VERSION_BYTES) throw new Failure("safetensors-invalid", { reason: "far larger than any version" });
      const bytes = await file.arrayBuffer();
      const pack = await packOfPersona(vault, packs, personaId);
      // Handed over with the call, so that a lost thread needs another copy.
      return inference.persist(() =>
        inference.call.adopt(newId(), vault.id, pack.id, personaId, bytes.slice(0), () => undefined),
      );
    },
    remove: (model) => deleteVersion(vault.id, model),
    scenes: SCENES,
    async draw(model, scene, signal) {
      const jobId = newId();
      const cancel = (): void => void inference.call.cancel(jobId);
      signal.throwIfAborted();
      signal.addEventListener("abort", cancel);
      try {
        return await inference.persist(() =>
          inference.call.sketch(jobId, vault.id, requestOf(packs.revisionOf(model.pack) ?? packs.embedded, model, scene)),
        );
      } finally {
        signal.removeEventListener("abort", cancel);
      }
    },
  };
}
