/**
 * @file Drawn people put into a vault as the intake would put them there, for tests in a browser.
 */
import type { Persona, Photograph } from "~/contracts/records";
import { savePhotograph } from "~/storage/images";
import { openVault } from "~/storage/vault-db";

const pictures = import.meta.glob<string>("../fixtures/people/*.jpg", { eager: true, query: "?url", import: "default" });

const personCount = 6;

export async function pictureOf(name: string, k: number): Promise<ArrayBuffer> {
  const address = pictures[`../fixtures/people/${name}-${k}.jpg`];
  if (address === undefined) throw new Error(`no fixture ${name}-${k}`);
  return (await fetch(address)).arrayBuffer();
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
  const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/jpeg" }));
  const id = crypto.randomUUID();
  const count = await (await openVault(vaultId)).photographs.count();
  const row: Photograph = { id, personaId, name, width: bitmap.width, height: bitmap.height, addedAt: count, inspection: null };
  const image = { bytes, type: "image/jpeg" };
  await savePhotograph(vaultId, row, image, image);
  return id;
}

/** A persona with all the fixture's pictures of `name`. */
export async function addPerson(vaultId: string, name: string): Promise<readonly string[]> {
  await addPersona(vaultId, name);
  const ids: string[] = [];
  for (let k = 0; k < personCount; k++) ids.push(await addPhotograph(vaultId, name, `${name}-${k}`, await pictureOf(name, k)));
  return ids;
}
