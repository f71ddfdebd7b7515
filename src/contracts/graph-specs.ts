/**
 * @file What a pack's graphs are: files with tensors by role. `graphsFault` is this part of the manifest's door.
 */

const ROLES = [
  "face_detector",
  "face_landmarks",
  "face_embedder",
  "face_check",
  "parser",
  "text_encoder",
  "vae_encoder",
  "vae_decoder",
  "preview_decoder",
  "denoiser",
  "identity_projector",
  "upscaler",
  "safety_checker",
  "caption_encoder",
  "caption_decoder",
] as const;

export type GraphRole = (typeof ROLES)[number];

/** "float" is in single or half precision, whichever the graph itself says. */
const TYPES = ["float32", "float16", "float", "int64", "int32", "bool"] as const;

export interface TensorSpec {
  readonly name: string;
  readonly dtype: (typeof TYPES)[number];
  /** -1 where the graph accepts any length. */
  readonly shape: readonly number[];
}

export interface GraphSpec {
  readonly file: string;
  /** The pack's files that hold weights of this one: beside it, or in folders there. */
  readonly external?: readonly string[];
  /**
   * Role to tensor. Roles, whatever the pack calls its tensors:
   * face_detector image → cls_8 … kps_32; face_landmarks image → points; face_embedder image → embedding; face_check embedding → drawn; parser image (or pixels, NHWC) → logits (as NCHW, or NHWC);
   * text_encoder input_ids → context; vae_encoder image → latent; vae_decoder latent → image;
   * preview_decoder latent (as it is walked) → image;
   * denoiser sample, timestep, context, identity.k.i, identity.v.i, identity.scale, pose, guidance (as it was taught it) → prediction;
   * identity_projector embedding → identity.k.i, identity.v.i; upscaler image → master;
   * safety_checker image (whitened as CLIP's), pixels (NHWC, where it takes them) → unsafe;
   * caption_encoder image (−1..1) → seen; caption_decoder input_ids, seen, again (whether there is a past), past.k.i, past.v.i → logits,
   * present.k.i, present.v.i.
   */
  readonly inputs: Readonly<Record<string, TensorSpec>>;
  readonly outputs: Readonly<Record<string, TensorSpec>>;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isLength = (value: unknown): boolean => value === -1 || (Number.isSafeInteger(value) && Number(value) > 0);

function tensorFault(tensor: unknown): string | undefined {
  if (!isObject(tensor) || typeof tensor["name"] !== "string" || tensor["name"] === "") return "has no name";
  if (!(TYPES as readonly unknown[]).includes(tensor["dtype"])) return "is of an unknown type";
  const { shape } = tensor;
  return Array.isArray(shape) && shape.length <= 8 && shape.every(isLength) ? undefined : "has a bad shape";
}

const folderOf = (file: string): string => file.slice(0, file.lastIndexOf("/") + 1);

/** Files that hold weights of a graph: where the pack has them, and what the graph itself calls them. */
export const weightsBeside = ({ file, external = [] }: Pick<GraphSpec, "file" | "external">) =>
  external.map((path) => ({ path, name: path.slice(folderOf(file).length) }));

function externalFault(file: string, external: unknown, paths: ReadonlySet<string>): string | undefined {
  if (external === undefined) return undefined;
  if (!Array.isArray(external) || external.length === 0) return "has a bad list of weights";
  if (!external.every((path) => paths.has(String(path)))) return "keeps weights in a file that is not listed";
  const within = external.every((path) => String(path).startsWith(folderOf(file)));
  return within ? undefined : "keeps weights outside of its folder";
}

/**
 * @param paths of the pack's files
 * @returns what is wrong with its graphs
 */
export function graphsFault(graphs: Readonly<Record<string, unknown>>, paths: ReadonlySet<string>): string | undefined {
  for (const [role, graph] of Object.entries(graphs)) {
    if (!(ROLES as readonly string[]).includes(role)) return `no graph is called ${role}`;
    if (!isObject(graph) || !paths.has(String(graph["file"]))) return `${role} names a file that is not listed`;
    const apart = externalFault(String(graph["file"]), graph["external"], paths);
    if (apart) return `${role} ${apart}`;
    for (const side of [graph["inputs"], graph["outputs"]]) {
      if (!isObject(side) || Object.keys(side).length === 0) return `${role} has no inputs or no outputs`;
      for (const [name, tensor] of Object.entries(side)) {
        const fault = tensorFault(tensor);
        if (fault) return `${name} of ${role} ${fault}`;
      }
    }
  }
}
