/**
 * @file Pointers on the canvas: one draws with the tool in the hand, two fingers look closer, the middle button or a held Space moves the picture,
 * Ctrl or the right button changes the brush, as painting programs do.
 */
import { createSignal, type Accessor } from "solid-js";
import { toPicture, type View } from "./canvas-view";
import type { Point } from "./drawing";
import type { Masking } from "./masking";
import type { Surface } from "./surface";

/** Of the screen: a drag of so many pixels takes the brush from hard to soft. */
const HARDNESS_DRAG = 150;

const BUTTON = { middle: 1, right: 2 } as const;

export interface Gestures {
  /** Whether a drag changes the brush now: its ring stays where that began. */
  readonly sizing: Accessor<boolean>;
  readonly panning: Accessor<boolean>;
  press(event: PointerEvent): void;
  move(event: PointerEvent): void;
  release(event: PointerEvent): void;
  wheel(event: WheelEvent): void;
  /** Space is held: the next drag moves the picture. */
  hold(): void;
  /** @returns whether the picture was moved meanwhile */
  letGo(): boolean;
}

export function createGestures(masking: Masking, surface: Surface, view: () => View, canvas: () => HTMLCanvasElement): Gestures {
  const fingers = new Map<number, Point>();
  const [sized, setSized] = createSignal<{ readonly at: Point; readonly size: number; readonly hardness: number }>();
  const [panned, setPanned] = createSignal<Point>();
  let isSpaceHeld = false;
  let hasPanned = false;
  /** Somebody who draws with a pen rests a hand beside it. */
  let hasPen = false;

  const canvasPoint = (event: MouseEvent): Point => {
    const rect = canvas().getBoundingClientRect();
    return { x: event.clientX - rect.left, y: event.clientY - rect.top };
  };
  const moveBy = (from: Point, to: Point): Point => {
    const { x, y } = masking.offset();
    return { x: x + to.x - from.x, y: y + to.y - from.y };
  };
  const pinch = (before: readonly Point[], after: readonly Point[]): void => {
    const [a, b] = before as [Point, Point];
    const [c, d] = after as [Point, Point];
    const [was, is] = [
      { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 },
      { x: (c.x + d.x) / 2, y: (c.y + d.y) / 2 },
    ];
    const by = Math.hypot(c.x - d.x, c.y - d.y) / Math.max(1, Math.hypot(a.x - b.x, a.y - b.y));
    surface.zoomTo(masking.zoom() * by, is, moveBy(was, is));
  };

  return {
    sizing: () => sized() !== undefined,
    panning: () => panned() !== undefined,
    press(event) {
      canvas().focus();
      canvas().setPointerCapture(event.pointerId);
      hasPen ||= event.pointerType === "pen";
      const at = canvasPoint(event);
      fingers.set(event.pointerId, at);
      const point = toPicture(view(), at);
      surface.hoverAt(point);
      const isHand = masking.tool() === "hand" || isSpaceHeld || (hasPen && event.pointerType === "touch");
      if (fingers.size > 1) {
        surface.drop();
        setPanned(undefined);
        setSized(undefined);
      } else if (event.button === BUTTON.middle || isHand) {
        hasPanned ||= isSpaceHeld;
        setPanned(at);
      } else if (event.ctrlKey || event.button === BUTTON.right) setSized({ at, ...masking.brush() });
      else surface.begin(point, event);
    },
    move(event) {
      const at = canvasPoint(event);
      const point = toPicture(view(), at);
      const before = [...fingers.values()];
      if (fingers.has(event.pointerId)) fingers.set(event.pointerId, at);
      const [from, brush] = [panned(), sized()];
      if (!brush) surface.hoverAt(point);
      if (fingers.size > 1) {
        if (before.length === 2) pinch(before, [...fingers.values()]);
      } else if (from) {
        masking.setOffset(moveBy(from, at));
        setPanned(at);
      } else if (brush) {
        const [dx, dy] = [at.x - brush.at.x, at.y - brush.at.y];
        // The hand means one of the two: the way it went further.
        if (Math.abs(dx) >= Math.abs(dy))
          masking.setBrush({ size: brush.size + (2 * dx) / view().scale, hardness: brush.hardness });
        else masking.setBrush({ size: brush.size, hardness: brush.hardness - dy / HARDNESS_DRAG });
      } else if (fingers.has(event.pointerId)) surface.goOn(point, event);
    },
    release(event) {
      const isDrawing = fingers.size === 1 && !panned() && !sized();
      fingers.delete(event.pointerId);
      setPanned(undefined);
      setSized(undefined);
      if (event.type === "pointercancel") surface.drop();
      else if (isDrawing) surface.end(toPicture(view(), canvasPoint(event)), event);
    },
    wheel(event) {
      event.preventDefault();
      surface.zoomTo(masking.zoom() * Math.exp(-event.deltaY / 400), canvasPoint(event));
    },
    hold() {
      if (!isSpaceHeld) hasPanned = false;
      isSpaceHeld = true;
    },
    letGo() {
      isSpaceHeld = false;
      return hasPanned;
    },
  };
}
