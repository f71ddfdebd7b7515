/**
 * @file Whether a graph is what the manifest says, and nothing that may not be run here: known before a byte of it reaches the runtime.
 */
import { weightsBeside } from "~/contracts/graph-specs.ts";
import type { GraphSpec, TensorSpec } from "~/contracts/manifest.ts";
import { MalformedModel, type Outline, readOutline, type Source, type Value } from "./outline.ts";

/** As TensorProto.DataType numbers them; the schema itself is too large for a thread that only looks. */
const [FLOAT, INT32, INT64, BOOL, FLOAT16] = [1, 6, 7, 9, 10];

const TYPES: Readonly<Record<TensorSpec["dtype"], readonly number[]>> = {
  float32: [FLOAT],
  float16: [FLOAT16],
  float: [FLOAT, FLOAT16],
  int64: [INT64],
  int32: [INT32],
  bool: [BOOL],
};

function missing(specs: GraphSpec["inputs"], values: readonly Value[]): string | undefined {
  for (const { name, dtype, shape } of Object.values(specs)) {
    const found = values.find((value) => value.name === name);
    if (!found) return `has no ${name}`;
    if (!TYPES[dtype].includes(found.type)) return `has ${name} in another type than ${dtype}`;
    // Nothing is said of a tensor whose shape is left open.
    if (found.rank !== 0 && found.rank !== shape.length) return `has ${name} of rank ${found.rank}, not ${shape.length}`;
  }
}

const CLIMBS = /^[/\\]|^[a-z]:|(^|[/\\])\.\.([/\\]|$)|^$/i;

/** @param beside bytes of the files that may hold weights of it, by what it calls them */
function foreign({ operators, external, functions }: Outline, beside: ReadonlyMap<string, number>): string | undefined {
  const strange = [...operators].find((operator) => operator.includes("."));
  if (strange) return `wants ${strange}, which ONNX does not have`;
  if (functions) return "brings operators of its own";
  for (const [elsewhere, needed] of external) {
    if (CLIMBS.test(elsewhere)) return `wants to read ${elsewhere}, outside of its folder`;
    const bytes = beside.get(elsewhere);
    if (bytes === undefined) return `keeps weights in ${elsewhere}, which no pack lists`;
    if (needed > bytes) return `keeps weights in ${elsewhere} behind its end`;
  }
}

/**
 * @param bytesOf how long a file of the pack is
 * @returns what is wrong with it, to be said of the graph; undefined where nothing is
 */
export async function graphFault(
  spec: GraphSpec,
  source: Source,
  bytesOf: (path: string) => number,
): Promise<string | undefined> {
  const beside = new Map(weightsBeside(spec).map(({ path, name }) => [name, bytesOf(path)]));
  try {
    const outline = await readOutline(source);
    return foreign(outline, beside) ?? missing(spec.inputs, outline.inputs) ?? missing(spec.outputs, outline.outputs);
  } catch (error) {
    if (error instanceof MalformedModel) return `cannot be read: ${error.message}`;
    throw error;
  }
}
