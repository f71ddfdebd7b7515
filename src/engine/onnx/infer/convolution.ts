/**
 * @file Shapes of convolutions, pooling, and resampling.
 */
import { integer, integers, string } from "../proto.ts";
import { at, refuse } from "../shapes.ts";
import type { InferTable, Inputs } from "./rule.ts";

export interface Window {
  readonly kernel: readonly number[];
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  /** Begins, then ends. */
  readonly pads: readonly number[];
  readonly group: number;
}

/** What a convolution or pooling node says about its window, defaults filled in. */
export function windowOf(node: Inputs["node"], kernel: readonly number[]): Window {
  if (!["NOTSET", "VALID"].includes(string(node, "auto_pad", "NOTSET"))) refuse(`${node.name}: automatic padding`);
  return {
    kernel,
    strides: integers(node, "strides") ?? kernel.map(() => 1),
    dilations: integers(node, "dilations") ?? kernel.map(() => 1),
    pads: integers(node, "pads") ?? [...kernel, ...kernel].map(() => 0),
    group: integer(node, "group", 1),
  };
}

/** Length of one axis after the window has passed over it. */
const passed = (length: number, w: Window, i: number): number => {
  const reach = (at(w.kernel, i) - 1) * at(w.dilations, i) + 1;
  return Math.floor((length + at(w.pads, i) + at(w.pads, i + w.kernel.length) - reach) / at(w.strides, i)) + 1;
};

export const convolution: InferTable = {
  Conv({ node, info }) {
    const [x, w] = [info(0).shape, info(1).shape];
    const window = windowOf(node, w.slice(2));
    return [{ type: info(0).type, shape: [at(x, 0), at(w, 0), ...x.slice(2).map((length, i) => passed(length, window, i))] }];
  },
  ConvTranspose({ node, info }) {
    const [x, w] = [info(0).shape, info(1).shape];
    const { kernel, strides, dilations, pads, group } = windowOf(node, w.slice(2));
    const extra = integers(node, "output_padding") ?? kernel.map(() => 0);
    const grown = x
      .slice(2)
      .map(
        (length, i) =>
          at(strides, i) * (length - 1) +
          at(extra, i) +
          (at(kernel, i) - 1) * at(dilations, i) +
          1 -
          at(pads, i) -
          at(pads, i + kernel.length),
      );
    return [{ type: info(0).type, shape: [at(x, 0), at(w, 1) * group, ...grown] }];
  },
  AveragePool({ node, info }) {
    const { type, shape } = info(0);
    if (integer(node, "ceil_mode", 0) === 1) refuse(`${node.name}: pooling rounded up`);
    const window = windowOf(node, integers(node, "kernel_shape") ?? []);
    return [{ type, shape: [...shape.slice(0, 2), ...shape.slice(2).map((length, i) => passed(length, window, i))] }];
  },
  GridSample({ info }) {
    const [x, grid] = [info(0), info(1).shape];
    return [{ type: x.type, shape: [...x.shape.slice(0, 2), ...grid.slice(1, -1)] }];
  },
  Resize({ node, info, optionalNumbers }) {
    const { type, shape } = info(0);
    const sizes = optionalNumbers(3);
    const scales = optionalNumbers(2);
    if (integers(node, "axes") !== undefined) refuse(`${node.name}: Resize of some axes`);
    return [{ type, shape: sizes ?? shape.map((length, i) => Math.floor(length * (scales?.[i] ?? 1))) }];
  },
};
