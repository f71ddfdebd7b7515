/**
 * @file Networks that several packs share, told once in the manifest and added to every pack that includes them.
 *
 * It is the step before the manifest's door: what comes out is a pack like any other, and is checked like any other. A file that two packs
 * have is stored once, because storage goes by its hash.
 */
type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields => typeof value === "object" && value !== null && !Array.isArray(value);
const isText = (value: unknown): boolean => typeof value === "string" && value !== "";

/** @returns what is wrong with one part, but for its files, which are checked where they are added */
function partFault(part: unknown): string | undefined {
  if (!isObject(part)) return "a part is not an object";
  const { id, name, licence, files, graphs } = part;
  if (!isText(id) || !isText(name)) return "a part has no id or name";
  if (!isObject(licence) || !isText(licence["name"]) || !isText(licence["limits"])) return `${String(id)}: licence is missing`;
  if (!Array.isArray(files) || !isObject(graphs)) return `${String(id)}: files or graphs are missing`;
  if (!files.every((file) => isObject(file) && isObject(file["from"]))) return `${String(id)}: a file does not say where it lies`;
}

/** @returns what is wrong */
export function partsFault(parts: unknown): string | undefined {
  if (!Array.isArray(parts)) return "parts is not a list";
  for (const part of parts) {
    const fault = partFault(part);
    if (fault) return fault;
  }
  if (new Set(parts.map(({ id }: Fields) => id)).size !== parts.length) return "a part's id appears twice";
}

/** @param parts without a fault @throws RangeError saying what does not fit */
export function withParts(pack: unknown, parts: readonly Fields[]): unknown {
  if (!isObject(pack) || pack["includes"] === undefined) return pack;
  const { includes, files, graphs } = pack;
  if (!Array.isArray(includes) || !Array.isArray(files) || !isObject(graphs)) throw new RangeError("bad includes");
  const included = includes.map((id) => {
    const part = parts.find((candidate) => candidate["id"] === id);
    if (!part) throw new RangeError(`includes ${String(id)}, which is no part`);
    return part;
  });
  const roles = [graphs, ...included.map((part) => part["graphs"] as Fields)].flatMap(Object.keys);
  const twice = roles.find((role, k) => roles.indexOf(role) < k);
  if (twice !== undefined) throw new RangeError(`has more than one ${twice}`);
  return {
    faces: included.find((part) => part["faces"] !== undefined)?.["faces"],
    ...pack,
    includes: included.map(({ id, name, licence }) => ({ id, name, licence })),
    files: [...files, ...included.flatMap((part) => part["files"])],
    graphs: Object.assign({}, graphs, ...included.map((part) => part["graphs"])),
  };
}
