/**
 * @file Reads a lookbook's ZIP as whoever gets it would, and holds every file in it to the manifest.
 */
import { createHash } from "node:crypto";
import JSZip from "jszip";

/** @typedef {{ pictures: { master: string, jpeg: string }[], files: { path: string, sha256: string }[] }} LookbookManifest */

const PNG = "89504e470d0a1a0a";
const JPEG = "ffd8ff";

/** @param {Uint8Array} bytes @param {number} count */
const begins = (bytes, count) => Buffer.from(bytes.subarray(0, count)).toString("hex");

/**
 * @param {Uint8Array} zip
 * @param {number} pictures how many it should hold
 * @returns {Promise<{ path: string, bytes: Uint8Array }[]>} the masters
 * @throws where a file is missing, is not what the manifest says, or is no picture
 */
export async function openArchive(zip, pictures) {
  const archive = await JSZip.loadAsync(zip);
  /** @param {string} path */
  const read = async (path) => {
    const file = archive.file(path);
    if (!file) throw new Error(`The archive has no ${path}.`);
    return file.async("uint8array");
  };
  /** @type {LookbookManifest} */
  const manifest = JSON.parse(Buffer.from(await read("manifest.json")).toString());
  if (manifest.pictures.length !== pictures)
    throw new Error(`The archive holds ${manifest.pictures.length} pictures, not ${pictures}.`);
  const names = ["captions.csv", "README.txt", ...manifest.pictures.flatMap(({ master, jpeg }) => [master, jpeg])];
  for (const name of names)
    if (!manifest.files.some(({ path }) => path === name)) throw new Error(`The manifest does not list ${name}.`);
  for (const { path, sha256 } of manifest.files) {
    const found = createHash("sha256")
      .update(await read(path))
      .digest("hex");
    if (found !== sha256) throw new Error(`${path} is not what the manifest says.`);
  }
  const masters = [];
  for (const { master, jpeg } of manifest.pictures) {
    const bytes = await read(master);
    if (begins(bytes, 8) !== PNG) throw new Error(`${master} is no PNG.`);
    if (begins(await read(jpeg), 3) !== JPEG) throw new Error(`${jpeg} is no JPEG.`);
    masters.push({ path: master, bytes });
  }
  return masters;
}
