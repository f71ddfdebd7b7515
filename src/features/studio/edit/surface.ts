/**
 * @file What is being done on the canvas of a picture: a stroke, a shape that is not closed yet, the point that keys move.
 *
 * Pointer and keyboard both act through it and come to the same masks. What nobody could see otherwise is said.
 */
import { createEffect, createSignal, on, onCleanup, type Accessor } from "solid-js";
import type { Mask } from "~/engine/image/mask";
import { announce } from "~/ui/text/announce";
import { toCanvas, toPicture, zoomedAt, type View } from "./canvas-view";
import type { Size } from "~/contracts/request";
import { enclosed, painted, rectangle, type Point, type Way } from "./drawing";
import type { Masking } from "./masking";
import { words } from "./words";

/** On the screen, for one press of an arrow; with Shift; and how near to the canvas's edge the point comes before the picture moves. */
const CURSOR = { step: 4, far: 24, margin: 24 } as const;

/** The point is said when it rests. */
const REST_MS = 250;

/** Keys that are held while a pointer is pressed. */
export interface Held {
  /** The other way: erases with the brush, adds with the eraser. */
  readonly altKey: boolean;
  /** In a straight line from where the last stroke ended. */
  readonly shiftKey: boolean;
}

const NOTHING_HELD: Held = { altKey: false, shiftKey: false };

export interface Surface {
  readonly shown: Accessor<Mask>;
  /** Corners of a lasso, a polygon or a rectangle, in the picture. */
  readonly outline: Accessor<readonly Point[]>;
  /** Where pointer or keys point, in the picture; null while nothing does. */
  readonly hover: Accessor<Point | null>;
  /** Whether it is the keys that point. */
  readonly steered: Accessor<boolean>;
  hoverAt(point: Point | null): void;
  /** The tool in the hand touches the picture, moves on it, and is lifted. */
  begin(point: Point, held: Held): void;
  goOn(point: Point, held: Held): void;
  end(point: Point, held: Held): void;
  /** Forgets what was begun with one finger, once there are two. */
  drop(): void;
  /** Closes a shape. */
  close(held?: Held): void;
  steer(dx: number, dy: number, far: boolean): void;
  /** One mark where the keys point. */
  stamp(): void;
  /** The tool stays down while keys move it, or is lifted. */
  press(): void;
  /** Leaves what is begun. @returns whether there was anything */
  leave(): boolean;
  zoomTo(zoom: number, at?: Point, offset?: Point): void;
}

const clamp = (value: number, most: number): number => Math.min(most, Math.max(0, value));

export function createSurface(masking: Masking, box: () => Size, view: () => View): Surface {
  /** A stroke that is being drawn. */
  const [live, setLive] = createSignal<Mask>();
  const [outline, setOutline] = createSignal<readonly Point[]>([]);
  const [hover, setHover] = createSignal<Point | null>(null);
  const [steered, setSteered] = createSignal(false);
  const [down, setDown] = createSignal(false);
  /** Where the stroke has come to; where the last one ended. */
  let last: Point | undefined;
  let ended: Point | undefined;

  const shown = () => live() ?? masking.mask();
  const way = ({ altKey }: Held): Way => ((masking.tool() === "eraser") === altKey ? "add" : "subtract");
  const draws = () => masking.tool() === "brush" || masking.tool() === "eraser";
  const middle = (): Point => ({ x: box().width / 2, y: box().height / 2 });
  const pointed = (): Point => (steered() ? hover() : null) ?? toPicture(view(), middle());

  const stroke = (from: Point, to: Point, held: Held): void => {
    setLive(painted(shown(), from, to, masking.brush(), way(held)));
    ended = to;
  };
  const settle = (): void => {
    const drawn = live();
    setLive(undefined);
    if (drawn) masking.draw(drawn);
  };
  const close = (held = NOTHING_HELD): void => {
    const points = outline();
    setOutline([]);
    if (masking.tool() === "rectangle") {
      if (points.length > 1) masking.draw(rectangle(masking.mask(), points[0]!, points[1]!, way(held)));
    } else if (points.length > 2) masking.draw(enclosed(masking.mask(), points, way(held)));
  };
  const takePart = async (point: Point, held: Held): Promise<void> => {
    const part = await masking.partUnder(point, way(held));
    if (part === null) announce(words.place.noPart);
  };

  const place = ({ x, y }: Point): string => {
    const { width, height } = masking.size;
    const [column, row] = [Math.min(width - 1, Math.floor(x)), Math.min(height - 1, Math.floor(y))];
    return words.place.at(
      x / width,
      y / height,
      masking.partAt({ x: column, y: row }),
      shown().data[row * width + column]! >= 128,
    );
  };
  let resting: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(resting));
  const sayPlace = (at: Point): void => {
    clearTimeout(resting);
    resting = setTimeout(() => announce(place(at)), REST_MS);
  };
  // Only now can be said what lies there.
  createEffect(
    on(masking.looking, (isLooking, wasLooking) => {
      const at = hover();
      if (wasLooking && !isLooking && steered() && at) sayPlace(at);
    }),
  );
  const pointTo = (at: Point): void => {
    setSteered(true);
    setHover(at);
  };
  /** Where the point would leave the canvas, the picture moves instead. */
  const follow = (at: Point): void => {
    const { x, y } = toCanvas(view(), at);
    const beyond = (value: number, length: number): number =>
      Math.min(0, value - CURSOR.margin) + Math.max(0, value - length + CURSOR.margin);
    const [dx, dy] = [beyond(x, box().width), beyond(y, box().height)];
    if (masking.zoom() > 1) masking.setOffset({ x: masking.offset().x - dx, y: masking.offset().y - dy });
  };

  return {
    shown,
    outline,
    hover,
    steered,
    hoverAt(point) {
      if (point === null && steered()) return;
      setSteered(false);
      setHover(point);
    },
    begin(point, held) {
      const tool = masking.tool();
      if (draws()) {
        stroke((held.shiftKey && ended) || point, point, held);
        last = point;
      } else if (tool === "part") void takePart(point, held);
      else if (tool === "polygon") setOutline([...outline(), point]);
      else setOutline([point]);
    },
    goOn(point, held) {
      if (last) {
        stroke(last, point, held);
        last = point;
      } else if (masking.tool() === "lasso" && outline().length > 0) setOutline([...outline(), point]);
    },
    end(point, held) {
      if (last) settle();
      last = undefined;
      if (masking.tool() === "lasso") close(held);
      if (masking.tool() === "rectangle" && outline().length === 1) {
        setOutline([outline()[0]!, point]);
        close(held);
      }
    },
    drop() {
      setLive(undefined);
      last = undefined;
      if (masking.tool() !== "polygon") setOutline([]);
    },
    close,
    steer(dx, dy, far) {
      const by = (far ? CURSOR.far : CURSOR.step) / view().scale;
      const from = pointed();
      const to = { x: clamp(from.x + dx * by, masking.size.width), y: clamp(from.y + dy * by, masking.size.height) };
      masking.findAside();
      pointTo(to);
      follow(to);
      if (down() && draws()) stroke(from, to, NOTHING_HELD);
      sayPlace(to);
    },
    stamp() {
      const at = pointed();
      const tool = masking.tool();
      pointTo(at);
      if (draws()) {
        stroke(at, at, NOTHING_HELD);
        if (!down()) settle();
      } else if (tool === "part") void takePart(at, NOTHING_HELD);
      else if (tool !== "hand") {
        setOutline([...outline(), at]);
        announce(words.place.corner(outline().length));
        if (tool === "rectangle" && outline().length > 1) close();
      }
    },
    press() {
      if (!draws()) return;
      if (down()) settle();
      else stroke(pointed(), pointed(), NOTHING_HELD);
      setDown(!down());
      announce(down() ? words.place.down : words.place.lifted);
    },
    leave() {
      const isBegun = down() || outline().length > 0;
      if (down()) settle();
      setDown(false);
      setOutline([]);
      return isBegun;
    },
    zoomTo(zoom, at = middle(), offset = masking.offset()) {
      const before = masking.zoom();
      masking.setZoom(zoom);
      masking.setOffset(zoomedAt(box(), masking.size, before, offset, masking.zoom(), at));
    },
  };
}
