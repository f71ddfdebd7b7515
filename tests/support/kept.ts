/**
 * @file A vault with people and pictures in it, put there behind the app's back: for tests of what is done with pictures.
 *
 * The pictures are real PNG files that carry their request, as the inference worker stores them.
 */
import type { Page } from "playwright-core";
import type { GenerateRequest } from "~/contracts/request.ts";
import { withText } from "~/engine/image/png-text.ts";
import { png } from "./images.ts";

const SIZE = { width: 384, height: 512 };

export const keptRequest = (personaId: string, seed: number): GenerateRequest => ({
  schema: 1,
  pack: { id: "atelier", revision: "1" },
  personaId,
  model: { id: `model-${personaId}`, version: 1, sha256: "a".repeat(64) },
  layers: [
    { kind: "hair", words: "a short bob", strength: 1 },
    { kind: "outfit", words: seed % 2 === 0 ? "wearing a navy blazer" : "wearing a red gown", strength: 1 },
    { kind: "scene", words: "in a library", strength: 0.8 },
  ],
  prompt: "",
  size: SIZE,
  sampler: "flow-euler",
  steps: 12,
  guidance: 2,
  identityStrength: 0.95,
  pose: null,
  seeds: [seed],
});

/** The file of one picture, as it would be saved. @param more what its request says otherwise */
export const keptFile = (personaId: string, seed: number, more: Partial<GenerateRequest> = {}): Buffer => {
  const { buffer, byteOffset, byteLength } = png(SIZE.width, SIZE.height);
  const plain = buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer;
  return Buffer.from(withText(plain, "likeness", JSON.stringify({ ...keptRequest(personaId, seed), ...more })));
};

/**
 * Pictures named p0, p1, … with seeds 0, 1, …, the first the newest, in turn of each person. Every one but the first goes on from
 * the one before it of the same person.
 *
 * @param page at any screen of the app; load it again afterwards
 */
export async function keepPictures(page: Page, people: Readonly<Record<string, string>>, count: number): Promise<void> {
  const ids = Object.keys(people);
  const rows = Array.from({ length: count }, (_, seed) => {
    const personaId = ids[seed % ids.length]!;
    const parentId = seed >= ids.length ? { parentId: `p${seed - ids.length}` } : {};
    const picture = { id: `p${seed}`, personaId, request: keptRequest(personaId, seed), seed, ...SIZE, ...parentId };
    const row = { ...picture, likeness: 0.9, mark: null, seconds: 3, createdAt: Date.UTC(2026, 0, 1) - seed * 60_000 };
    return { row, file: keptFile(personaId, seed).toString("base64") };
  });
  const names = Object.entries(people).map(([id, name]) => ({ id, name }));
  await page.evaluate(
    async ({ rows, names }) => {
      const settled = <Value>(request: IDBRequest<Value>): Promise<Value> =>
        new Promise((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error ?? new Error("no database"));
        });
      const databases = (await indexedDB.databases()).map(({ name }) => name ?? "");
      const vault = databases.find((name) => /^likeness-(?!packs|keys)/.test(name))!;
      const db = await settled(indexedDB.open(vault));
      const transaction = db.transaction(["personas", "pictures", "blobs"], "readwrite");
      for (const { id, name } of names) {
        const rest = { clientId: "mine", trigger: `user${id}`, source: "cast", consent: null, activeModelId: null, createdAt: 0 };
        transaction.objectStore("personas").put({ id, name, ...rest });
      }
      for (const { row, file } of rows) {
        const bytes = Uint8Array.from(atob(file), (letter) => letter.charCodeAt(0)).buffer;
        transaction.objectStore("pictures").put(row);
        for (const id of [row.id, `${row.id}.thumbnail`]) transaction.objectStore("blobs").put({ id, bytes, type: "image/png" });
      }
      await new Promise<void>((resolve, reject) => {
        transaction.oncomplete = () => resolve();
        transaction.onerror = () => reject(transaction.error ?? new Error("not written"));
      });
      db.close();
    },
    { rows, names },
  );
}
