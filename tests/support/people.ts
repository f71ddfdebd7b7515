/**
 * @file Drawn people put into a vault as the intake would put them there, for tests in a browser.
 */
import type { Persona, Photograph } from "~/contracts/records";
import { savePhotograph } from "~/storage/images";
import { openVault } from "~/storage/vault-db";

const COUNT = 8;

/** A drawing of one of the shipped sample people. */
export async function pictureOf(name: string, k: number): Promise<ArrayBuffer> {
  const response = await fetch(`/samples/${name}/0${k + 1}.webp`);
  if (!response.ok) throw new Error(`no drawing ${k} of ${name}`);
  return response.arrayBuffer();
}

export async function addPersona(vaultId: string, id: string): Promise<Persona> {
  const persona: Persona = {
    id,
    clientId: "mine",
    name: id,
    trigger: `user${id}`,
    source: "sample",
    consent: null,
    activeModelId: null,
    createdAt: 0,
  };
  await (await openVault(vaultId)).personas.put(persona);
  return persona;
}

/** @returns the photograph's id */
export async function addPhotograph(vaultId: string, personaId: string, name: string, bytes: ArrayBuffer): Promise<string> {
  const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/webp" }));
  const id = crypto.randomUUID();
  const count = await (await openVault(vaultId)).photographs.count();
  const row: Photograph = { id, personaId, name, width: bitmap.width, height: bitmap.height, addedAt: count, inspection: null };
  const image = { bytes, type: "image/webp" };
  await savePhotograph(vaultId, row, image, image);
  return id;
}

/** A persona with all drawings of `name`. */
export async function addPerson(vaultId: string, name: string): Promise<readonly string[]> {
  await addPersona(vaultId, name);
  const ids: string[] = [];
  for (let k = 0; k < COUNT; k++) ids.push(await addPhotograph(vaultId, name, `${name}-${k}`, await pictureOf(name, k)));
  return ids;
}
