/**
 * @file The mask of a picture in the editor: the tool in the hand, what has been drawn, how it is looked at. It holds no pixels of the picture.
 */
import { createMemo, createSignal, type Accessor } from "solid-js";
import { toFailure, type Failure } from "~/contracts/failure";
import type { Parts } from "~/contracts/inference-api";
import { PARTS, type Part } from "~/engine/faces/parse";
import { feather, grow, isEmpty, type Mask } from "~/engine/image/mask";
import {
  covered,
  current,
  firstSteps,
  inverted,
  joined,
  nothing,
  redone,
  stepped,
  undone,
  type Brush,
  type Way,
} from "./drawing";
import type { Size } from "~/contracts/request";

export const TOOLS = ["brush", "eraser", "lasso", "polygon", "rectangle", "hand"] as const;
export type Tool = (typeof TOOLS)[number];

export const REGIONS = ["face", "hair", "clothes", "background"] as const satisfies readonly Part[];
export type Region = (typeof REGIONS)[number];

/** What there is to do with a mask besides drawing on it. */
export const COMMANDS = ["grow", "shrink", "feather", "invert", "all", "clear"] as const;
export type Command = (typeof COMMANDS)[number];

export const BRUSH = { smallest: 1, largest: 200 } as const;
/** Of one press, as a share of the picture's width: what is drawn with has cells of a twenty-fourth. */
const STEP = { grow: 0.02, feather: 0.03 } as const;
export const ZOOM = { least: 0.5, most: 16, step: 1.25 } as const;

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

export interface Masking {
  readonly size: Size;
  readonly mask: Accessor<Mask>;
  readonly empty: Accessor<boolean>;
  /** Of the picture, 0..1. */
  readonly covers: Accessor<number>;
  /** Of each region that the parser has found, how much is masked; empty before it has looked. */
  readonly within: Accessor<readonly { readonly region: Region; readonly share: number }[]>;
  readonly tool: Accessor<Tool>;
  readonly brush: Accessor<Brush>;
  readonly zoom: Accessor<number>;
  /** How far the picture's middle lies from the canvas's, in pixels of the screen. */
  readonly offset: Accessor<{ readonly x: number; readonly y: number }>;
  readonly looking: Accessor<boolean>;
  readonly failure: Accessor<Failure | null>;
  readonly canUndo: Accessor<boolean>;
  readonly canRedo: Accessor<boolean>;
  take(tool: Tool): void;
  setBrush(part: Partial<Brush>): void;
  setZoom(zoom: number): void;
  setOffset(offset: { readonly x: number; readonly y: number }): void;
  fit(): void;
  /** One step that can be undone. */
  draw(mask: Mask): void;
  /** Finds the parts of the portrait, once. @throws Failure */
  look(): Promise<void>;
  region(region: Region, way: Way): Promise<void>;
  run(command: Command): void;
  undo(): void;
  redo(): void;
}

export function createMasking(size: Size, look: () => Promise<Parts>): Masking {
  const [steps, setSteps] = createSignal(firstSteps(size));
  const mask = createMemo(() => current(steps()));
  const empty = createMemo(() => isEmpty(mask()));
  const covers = createMemo(() => covered(mask()));
  const [tool, setTool] = createSignal<Tool>("brush");
  const [brush, setBrush] = createSignal<Brush>({ size: 40, hardness: 0.8 });
  const [zoom, setZoom] = createSignal(1);
  const [offset, setOffset] = createSignal({ x: 0, y: 0 });
  const [parts, setParts] = createSignal<Parts>();
  const [looking, setLooking] = createSignal(false);
  const [failure, setFailure] = createSignal<Failure | null>(null);

  const draw = (next: Mask): void => void setSteps((now) => stepped(now, next));
  const found = async (): Promise<Parts> => {
    const known = parts();
    if (known) return known;
    setLooking(true);
    try {
      const seen = await look();
      setParts(seen);
      return seen;
    } finally {
      setLooking(false);
    }
  };
  const partMask = (seen: Parts, region: Region): Mask => {
    const index = PARTS.indexOf(region);
    return { ...size, data: Uint8Array.from(seen.of, (part) => (part === index ? 255 : 0)) };
  };
  const within = createMemo(() => {
    const seen = parts();
    if (!seen) return [];
    const { data } = mask();
    return REGIONS.flatMap((region) => {
      const index = PARTS.indexOf(region);
      let [all, masked] = [0, 0];
      seen.of.forEach((part, i) => {
        if (part !== index) return;
        all++;
        masked += data[i]! / 255;
      });
      return all > 0 && masked / all >= 0.005 ? [{ region, share: masked / all }] : [];
    });
  });

  return {
    size,
    mask,
    empty,
    covers,
    within,
    tool,
    brush,
    zoom,
    offset,
    looking,
    failure,
    canUndo: () => steps().done.length > 1,
    canRedo: () => steps().undone.length > 0,
    take: setTool,
    setBrush(part) {
      setBrush((now) => ({
        size: clamp(part.size ?? now.size, BRUSH.smallest, BRUSH.largest),
        hardness: clamp(part.hardness ?? now.hardness, 0, 1),
      }));
    },
    setZoom: (value) => setZoom(clamp(value, ZOOM.least, ZOOM.most)),
    setOffset,
    fit() {
      setZoom(1);
      setOffset({ x: 0, y: 0 });
    },
    draw,
    async look() {
      await found();
    },
    async region(region, way) {
      setFailure(null);
      try {
        const seen = await found();
        draw(joined(mask(), partMask(seen, region), way));
      } catch (error) {
        setFailure(toFailure(error));
      }
    },
    run(command) {
      const now = mask();
      const { width } = size;
      const made: Record<Command, () => Mask> = {
        grow: () => grow(now, STEP.grow * width),
        shrink: () => grow(now, -STEP.grow * width),
        feather: () => feather(now, STEP.feather * width),
        invert: () => inverted(now),
        all: () => inverted(nothing(size)),
        clear: () => nothing(size),
      };
      draw(made[command]());
    },
    undo: () => void setSteps(undone),
    redo: () => void setSteps(redone),
  };
}
