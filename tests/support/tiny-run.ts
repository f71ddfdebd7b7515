/** @file The toy pack's graphs in Node. */
import type { GraphSpec } from "~/contracts/manifest.ts";
import type { Run } from "~/engine/tensor/tensor.ts";
import { runInNode } from "./ort-node.ts";
import { tinyPack } from "./tiny-pack.ts";

/** Some graphs taken from other files: the broken ones. */
export const runTiny = (files: Readonly<Record<string, string>> = {}): Run =>
  runInNode(tinyPack.graphs, ({ file }: GraphSpec) => `tests/fixtures/tiny/${files[file] ?? file}`);
