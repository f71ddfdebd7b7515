/**
 * @file Weights that lie in a file beside a graph, under another name: packs call every such file alike, each in its own folder, and graphs that
 * are joined into one have to tell theirs apart.
 */
import { readModel, writeModel } from "./proto.ts";

/** The graph with its references renamed; the weights themselves are not looked at. */
export function underFolder(file: Uint8Array, folder: string): Uint8Array<ArrayBuffer> {
  const model = readModel(file);
  for (const { externalData } of model.graph?.initializer ?? [])
    for (const entry of externalData) if (entry.key === "location") entry.value = `${folder}/${entry.value}`;
  return writeModel(model);
}
