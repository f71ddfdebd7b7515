/** @file The six layers, in the order of the stack. */
import type { LayerKind } from "~/contracts/layers";
import { expression } from "./expression/layer";
import { hair } from "./hair/layer";
import type { Layer } from "./layer";
import { lens } from "./lens/layer";
import { light } from "./light/layer";
import { outfit } from "./outfit/layer";
import { scene } from "./scene/layer";

export const LAYERS = { hair, outfit, scene, light, lens, expression } satisfies Record<LayerKind, Layer>;
