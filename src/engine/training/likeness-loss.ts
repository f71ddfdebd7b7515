/**
 * @file How unlike the person a step of the denoiser draws them, as nodes of a graph (DRaFT-1, Clark et al. 2023: a reward through one step).
 *
 * From the prediction to the picture that it stands for, the cells around the face decoded, the face laid upright and embedded, and
 * one less its cosine to the person. Where the face stands comes as an input, found before, so that nothing has to be detected here.
 */
import { DataType, readModel, type Shape } from "../onnx/proto.ts";
import { at } from "../onnx/shapes.ts";
import { affineAddend } from "../onnx/affine.ts";
import { continueWith } from "../onnx/specialise.ts";
import type { StaticGraph } from "../onnx/static-graph.ts";

export interface LikenessPlan {
  /** The pack's vae_decoder and face_embedder. */
  readonly decoder: Uint8Array;
  readonly embedder: Uint8Array;
  /** Cells of the latent that are decoded, down and across. */
  readonly window: readonly [height: number, width: number];
  /** Points of an aligned face's side. */
  readonly crop: number;
  /** Numbers of an embedding. */
  readonly embedding: number;
  /** What the decoder's latents are multiplied by to be walked to; 1 where absent. */
  readonly scale?: number;
  /** The face is seen in what of the decoder is affine, where its picture is such a part and corrections: a third of a step less. */
  readonly plain?: boolean;
}

/** [1, 1, h, H], chosen rows of the latent, and [1, 1, W, w], its chosen columns: ones and zeros. */
export const ROWS = "face.rows";
export const COLUMNS = "face.columns";
/** [1, crop, crop, 2]: where the aligned face's points lie in the decoded window, in −1..1 as GridSample takes them. */
export const PLACES = "face.places";
/** [1, embedding], a unit vector. */
export const PERSON = "face.person";
/** [1] each: in which light the face is looked at, colour · gain + bias in −1..1. */
export const GAIN = "face.gain";
export const BIAS = "face.bias";
/** [1]: how much likeness counts; 0 for a picture without a place of its face. */
export const FACE_WEIGHT = "face.weight";

/** Shapes of what is fed besides, for a latent of this shape. */
const likenessShapes = (latent: Shape, { window: [h, w], crop, embedding }: LikenessPlan): Readonly<Record<string, Shape>> => ({
  [ROWS]: [1, 1, h, at(latent, 2)],
  [COLUMNS]: [1, 1, at(latent, 3), w],
  [PLACES]: [1, crop, crop, 2],
  [PERSON]: [1, embedding],
  [GAIN]: [1],
  [BIAS]: [1],
  [FACE_WEIGHT]: [1],
});

/**
 * @param estimate the picture that the prediction stands for, in the units that are walked in
 * @returns the weighted loss, a scalar, and the cosine
 */
export function likenessLoss(
  graph: StaticGraph,
  estimate: string,
  plan: LikenessPlan,
): { readonly loss: string; readonly cosine: string } {
  for (const [name, shape] of Object.entries(likenessShapes(graph.shape(estimate), plan)))
    graph.input(name, DataType.FLOAT, shape);
  const cut = graph.op("MatMul", [graph.op("MatMul", [ROWS, estimate]), COLUMNS]);
  const { scale = 1 } = plan;
  const window = scale === 1 ? cut : graph.op("Mul", [cut, graph.scalar(1 / scale)]);
  const whole = continueWith(graph, readModel(plan.decoder), window, "decoder:");
  const image = (plan.plain === true ? affineAddend(graph, whole, window) : undefined) ?? whole;
  const face = graph.op("GridSample", [image, PLACES], { mode: "bilinear", padding_mode: "border", align_corners: 0 });
  const lit = graph.op("Add", [graph.op("Mul", [face, GAIN]), BIAS]);
  const shown = graph.op("Clip", [lit, graph.scalar(-1), graph.scalar(1)]);
  const bytes = graph.op("Mul", [graph.op("Add", [shown, graph.scalar(1)]), graph.scalar(127.5)]);
  const embedding = continueWith(graph, readModel(plan.embedder), bytes, "embedder:");
  const square = graph.sum(graph.op("Mul", [embedding, embedding]), [0, 1], false);
  const length = graph.op("Sqrt", [graph.op("Add", [square, graph.scalar(1e-12)])]);
  const cosine = graph.op("Div", [graph.sum(graph.op("Mul", [embedding, PERSON]), [0, 1], false), length]);
  const weight = graph.reshape(FACE_WEIGHT, []);
  return { loss: graph.op("Mul", [weight, graph.op("Sub", [graph.scalar(1), cosine])]), cosine };
}
