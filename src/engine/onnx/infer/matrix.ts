/**
 * @file Shapes of products and normalisations.
 */
import { integer } from "../proto.ts";
import { at, axisOf, broadcast } from "../shapes.ts";
import type { InferTable, Infer } from "./rule.ts";

const normalised: Infer = ({ info }) => [{ type: info(0).type, shape: info(0).shape }];

export const matrix: InferTable = {
  MatMul({ info }) {
    const [a, b] = [info(0).shape, info(1).shape];
    const left = a.length === 1 ? [1, ...a] : a;
    const right = b.length === 1 ? [...b, 1] : b;
    const shape = broadcast([left.slice(0, -2), right.slice(0, -2)]);
    if (a.length > 1) shape.push(at(left, -2));
    if (b.length > 1) shape.push(at(right, -1));
    return [{ type: info(0).type, shape }];
  },
  Gemm({ node, info }) {
    const rows = at(info(0).shape, integer(node, "transA", 0) === 1 ? 1 : 0);
    const columns = at(info(1).shape, integer(node, "transB", 0) === 1 ? 0 : 1);
    return [{ type: info(0).type, shape: [rows, columns] }];
  },
  /** With the mean and the reciprocal deviation, which the gradient uses. */
  LayerNormalization({ node, info }) {
    const { type, shape } = info(0);
    const axis = axisOf(integer(node, "axis", -1), shape.length);
    const statistics = { type, shape: shape.map((length, i) => (i < axis ? length : 1)) };
    return [{ type, shape }, statistics, statistics];
  },
  InstanceNormalization: normalised,
  GroupNormalization: normalised,
  BatchNormalization: normalised,
};
