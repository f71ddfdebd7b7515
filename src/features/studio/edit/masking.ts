/**
 * @file The mask of a picture in the editor: the tool in the hand, what has been drawn, how it is looked at. It holds no pixels of the picture.
 */
import { createMemo, createSignal, type Accessor } from "solid-js";
import { toFailure, type Failure } from "~/contracts/failure";
import type { Parts } from "~/contracts/inference-api";
import { MASK_PARTS, type MaskMove, type MaskPart } from "~/contracts/mask-moves";
import { PARTS } from "~/engine/faces/parse";
import { isEmpty, type Mask } from "~/engine/image/mask";
import { maskFrom, moved } from "~/engine/image/mask-moves";
import { covered, current, firstSteps, movesOf, redone, stepped, undone, type Brush, type Way } from "./drawing";
import type { Size } from "~/contracts/request";

export const TOOLS = ["brush", "eraser", "lasso", "polygon", "rectangle", "hand"] as const;
export type Tool = (typeof TOOLS)[number];

export const REGIONS = MASK_PARTS;
export type Region = MaskPart;

/** What there is to do with a mask besides drawing on it. */
export const COMMANDS = ["grow", "shrink", "feather", "invert", "all", "clear"] as const;
export type Command = (typeof COMMANDS)[number];

export const BRUSH = { smallest: 1, largest: 200 } as const;
/** Of one press, as a share of the picture's width: what is drawn with has cells of a twenty-fourth. */
const STEP = { grow: 0.02, feather: 0.03 } as const;
const MOVES: Readonly<Record<Exclude<Command, "all" | "clear">, MaskMove>> = {
  grow: { kind: "grow", by: STEP.grow },
  shrink: { kind: "grow", by: -STEP.grow },
  feather: { kind: "feather", by: STEP.feather },
  invert: { kind: "invert" },
};

/** No move but those of a part of the portrait asks for them. */
const NO_PARTS = new Uint8Array();

export const ZOOM = { least: 0.5, most: 16, step: 1.25 } as const;

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

export interface Masking {
  readonly size: Size;
  readonly mask: Accessor<Mask>;
  /** How it was made; null where something of it was drawn by hand. */
  readonly moves: Accessor<readonly MaskMove[] | null>;
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

  /** What was made by commands alone can be made again of another picture. */
  const make = (moves: readonly MaskMove[], parts_: Uint8Array): void => {
    const next = moves.reduce((now, move) => moved(now, move, parts_), mask());
    setSteps((now) => stepped(now, next, movesOf(now) && [...movesOf(now)!, ...moves]));
  };
  const start = (moves: readonly MaskMove[]): void =>
    void setSteps((now) => stepped(now, maskFrom(size, NO_PARTS, moves), moves));
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
    moves: () => movesOf(steps()),
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
    draw: (next) => void setSteps((now) => stepped(now, next)),
    async look() {
      await found();
    },
    async region(region, way) {
      setFailure(null);
      try {
        const seen = await found();
        make([{ kind: way, part: region }], seen.of);
      } catch (error) {
        setFailure(toFailure(error));
      }
    },
    run(command) {
      if (command === "clear") start([]);
      else if (command === "all") start([{ kind: "invert" }]);
      else make([MOVES[command]], NO_PARTS);
    },
    undo: () => void setSteps(undone),
    redo: () => void setSteps(redone),
  };
}
