/**
 * @file The mask of a picture in the editor: the tool in the hand, what has been drawn, how it is looked at. It holds no pixels of the picture.
 */
import { createMemo, createSignal, onCleanup, type Accessor } from "solid-js";
import { toFailure, type Failure } from "~/contracts/failure";
import type { Parts } from "~/contracts/inference-api";
import { MASK_PARTS, type MaskMove, type MaskPart } from "~/contracts/mask-moves";
import { PARTS } from "~/engine/faces/parse";
import { isEmpty, type Mask } from "~/engine/image/mask";
import { maskFrom, moved } from "~/engine/image/mask-moves";
import {
  covered,
  current,
  firstSteps,
  movesOf,
  redone,
  stepped,
  undone,
  type Brush,
  type Point,
  type Steps,
  type Way,
} from "./drawing";
import type { Size } from "~/contracts/request";

export const TOOLS = ["brush", "eraser", "lasso", "polygon", "rectangle", "part", "hand"] as const;
export type Tool = (typeof TOOLS)[number];

export const REGIONS = MASK_PARTS;
export type Region = MaskPart;

/** What there is to do with a mask besides drawing on it. */
export const COMMANDS = ["grow", "shrink", "feather", "invert", "all", "clear"] as const;
export type Command = (typeof COMMANDS)[number];

/** How the mask is seen on the picture. */
export const LOOKS = ["tint", "alone", "hidden"] as const;
export type MaskLook = (typeof LOOKS)[number];

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
  /** Whether the pack finds parts of a portrait at all. */
  readonly findsParts: boolean;
  readonly look: Accessor<MaskLook>;
  /** Parts are being found. */
  readonly looking: Accessor<boolean>;
  readonly failure: Accessor<Failure | null>;
  readonly canUndo: Accessor<boolean>;
  readonly canRedo: Accessor<boolean>;
  take(tool: Tool): void;
  setBrush(part: Partial<Brush>): void;
  setZoom(zoom: number): void;
  setOffset(offset: { readonly x: number; readonly y: number }): void;
  fit(): void;
  setLook(look: MaskLook): void;
  /** The next way of seeing it. */
  lookNext(): MaskLook;
  /** One step that can be undone. @param moves how it was made, where that was by commands alone */
  draw(mask: Mask, moves?: readonly MaskMove[] | null): void;
  /** Finds the parts of the portrait, once. @throws Failure */
  find(): Promise<void>;
  /** The same for whoever goes on without them; tried once. */
  findAside(): void;
  /** The part at a point; null where it is none of those, or none has been found yet. */
  partAt(at: Point): Region | null;
  region(region: Region, way: Way): Promise<void>;
  /** The region under a point. @returns null where there is none */
  partUnder(at: Point, way: Way): Promise<Region | null>;
  run(command: Command): void;
  undo(): void;
  redo(): void;
}

function partOf({ width, height, of }: Parts, { x, y }: Point): Region | null {
  if (x < 0 || y < 0 || x >= width || y >= height) return null;
  const part = PARTS[of[Math.floor(y) * width + Math.floor(x)]!];
  return REGIONS.find((region) => region === part) ?? null;
}

/** Of this page's time: a mask that was left on the way to another picture or screen is there again. */
const left = new Map<string, Steps>();

/** @param find null where the pack finds no parts */
export function createMasking(pictureId: string, size: Size, find: (() => Promise<Parts>) | null): Masking {
  const [steps, setSteps] = createSignal(left.get(pictureId) ?? firstSteps(size));
  onCleanup(() => left.set(pictureId, steps()));
  const mask = createMemo(() => current(steps()));
  const empty = createMemo(() => isEmpty(mask()));
  const covers = createMemo(() => covered(mask()));
  const [tool, setTool] = createSignal<Tool>("brush");
  const [brush, setBrush] = createSignal<Brush>({ size: 40, hardness: 0.8 });
  const [zoom, setZoom] = createSignal(1);
  const [offset, setOffset] = createSignal({ x: 0, y: 0 });
  const [parts, setParts] = createSignal<Parts>();
  const [look, setLook] = createSignal<MaskLook>("tint");
  const [looking, setLooking] = createSignal(false);
  const [failure, setFailure] = createSignal<Failure | null>(null);

  /** What was made by commands alone can be made again of another picture. */
  const make = (moves: readonly MaskMove[], parts_: Uint8Array): void => {
    const next = moves.reduce((now, move) => moved(now, move, parts_), mask());
    setSteps((now) => stepped(now, next, movesOf(now) && [...movesOf(now)!, ...moves]));
  };
  const start = (moves: readonly MaskMove[]): void =>
    void setSteps((now) => stepped(now, maskFrom(size, NO_PARTS, moves), moves));
  let finding: Promise<Parts> | undefined;
  const found = (): Promise<Parts> => {
    if (!find) throw new Error("a pack without a parser finds no parts");
    finding ??= find().then(
      (seen) => {
        setParts(seen);
        setLooking(false);
        return seen;
      },
      (error: unknown) => {
        finding = undefined;
        setLooking(false);
        throw error;
      },
    );
    setLooking(parts() === undefined);
    return finding;
  };
  let hasTried = false;
  const takePart = async (which: (seen: Parts) => Region | null, way: Way): Promise<Region | null> => {
    setFailure(null);
    try {
      const seen = await found();
      const part = which(seen);
      if (part !== null) make([{ kind: way, part }], seen.of);
      return part;
    } catch (error) {
      setFailure(toFailure(error));
      return null;
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
    findsParts: find !== null,
    look,
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
    setLook,
    lookNext: () => setLook(LOOKS[(LOOKS.indexOf(look()) + 1) % LOOKS.length]!),
    draw: (next, moves = null) => void setSteps((now) => stepped(now, next, moves)),
    async find() {
      await found();
    },
    findAside() {
      if (!find || hasTried) return;
      hasTried = true;
      found().catch((error: unknown) => setFailure(toFailure(error)));
    },
    partAt(at) {
      const seen = parts();
      return seen ? partOf(seen, at) : null;
    },
    async region(region, way) {
      await takePart(() => region, way);
    },
    partUnder: (at, way) => takePart((seen) => partOf(seen, at), way),
    run(command) {
      if (command === "clear") start([]);
      else if (command === "all") start([{ kind: "invert" }]);
      else make([MOVES[command]], NO_PARTS);
    },
    undo: () => void setSteps(undone),
    redo: () => void setSteps(redone),
  };
}
