/**
 * @file Draws with the network refused, and holds the ledger of before against the ledger of after.
 *
 * Refusing is the service worker's part, for as long as this page holds a lock; a page that is closed in the middle lets go of it.
 */
import type { Preview } from "~/contracts/inference-api";
import type { IndividualModel, Persona } from "~/contracts/records";
import type { GenerateRequest } from "~/contracts/request";
import type { Pack } from "~/contracts/manifest";
import { newId } from "~/storage/ids";
import { isUnchanged, PROOF_LOCK, readLedger, SETTLE, totals, type LedgerCounts } from "~/storage/ledger";
import { guarded } from "~/storage/storage-failure";
import { openVault } from "~/storage/vault-db";
import type { Inference } from "./inference";
import type { Packs } from "./packs";
import type { Personas } from "./personas";
import type { Vault } from "./vault";

export type Drawn =
  | { readonly kind: "picture"; readonly name: string; readonly preview: Preview; readonly seconds: number }
  /** Nobody can be drawn yet: a small network whose answer is known was asked instead. */
  | { readonly kind: "known-answer"; readonly right: boolean };

export interface Proof {
  readonly drawn: Drawn;
  readonly before: LedgerCounts;
  readonly after: LedgerCounts;
  /** Requests that wanted to go out in between, and were refused. */
  readonly refused: number;
  /** Drawn, and the network saw nothing. */
  readonly holds: boolean;
}

interface Needs {
  readonly vault: Vault;
  readonly packs: Packs;
  readonly personas: Personas;
  readonly inference: Inference;
}

/** Only the service worker can refuse and count; a first visit and a private window may be without one. */
export const canProve = (): boolean => "serviceWorker" in navigator && navigator.serviceWorker.controller !== null;

/** A service worker that writes its sums answers in milliseconds. */
const PATIENCE_MS = 10_000;

/** Everything that has passed so far is in the ledger then. */
async function counted(): Promise<LedgerCounts> {
  const { controller } = navigator.serviceWorker;
  if (!controller) throw new Error("No service worker counts for this page.");
  const { port1, port2 } = new MessageChannel();
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("The service worker does not answer.")), PATIENCE_MS);
    port1.onmessage = () => {
      clearTimeout(timer);
      resolve();
    };
    controller.postMessage(SETTLE, [port2]);
  });
  port1.close();
  return totals((await readLedger())?.rows ?? []);
}

const portrait = (pack: Pack, model: IndividualModel): GenerateRequest => ({
  schema: 1,
  pack: { id: pack.id, revision: pack.revision },
  personaId: model.personaId,
  model: { id: model.id, version: model.version, sha256: model.sha256 },
  layers: [
    { kind: "scene", words: "plain studio", strength: 1 },
    { kind: "lens", words: "head and shoulders", strength: 1 },
  ],
  prompt: "",
  size: pack.sizes[0]!,
  sampler: pack.sampler.kind,
  ...pack.presets.draft,
  identityStrength: 0.95,
  pose: null,
  seeds: [1],
});

/** Somebody who can be drawn with a pack that is installed; the one asked for, if they can. */
async function drawable(vault: Vault, packs: Packs, people: readonly Persona[], preferred: string | undefined) {
  const db = await openVault(vault.id);
  for (const persona of people.toSorted((a, b) => Number(b.id === preferred) - Number(a.id === preferred))) {
    const model = persona.activeModelId === null ? undefined : await db.models.get(persona.activeModelId);
    const pack = packs.of(persona);
    const isOurs = model?.pack.id === pack.id && model.pack.revision === pack.revision;
    if (model?.status === "ready" && isOurs && packs.isReady(pack)) return { persona, model, pack };
  }
  return undefined;
}

/** @throws Failure of the drawing, or an AbortError once `signal` is aborted; a proof that does not hold is a result */
export async function prove(needs: Needs, preferred: string | undefined, signal: AbortSignal): Promise<Proof> {
  const { vault, packs, personas, inference } = needs;
  const draw = async (): Promise<Drawn> => {
    const found = await guarded(() => drawable(vault, packs, personas.all() ?? [], preferred));
    if (!found) return { kind: "known-answer", right: await inference.call.knownAnswer() };
    const jobId = newId();
    const cancel = (): void => void inference.call.cancel(jobId);
    signal.addEventListener("abort", cancel);
    try {
      const { preview, seconds } = await inference.call.sketch(jobId, vault.id, portrait(found.pack, found.model));
      return { kind: "picture", name: found.persona.name, preview, seconds };
    } finally {
      signal.removeEventListener("abort", cancel);
    }
  };
  // Counted before the refusing begins: what slips out in between speaks against the proof.
  const before = await counted();
  return navigator.locks.request(PROOF_LOCK, { signal }, async () => {
    const drawn = await draw();
    const after = await counted();
    const stood = drawn.kind === "picture" || drawn.right;
    return { drawn, before, after, refused: after.refused - before.refused, holds: stood && isUnchanged(before, after) };
  });
}
