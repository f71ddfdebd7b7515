/**
 * @file The picture with its mask, drawn on by pointer, pen, fingers and keyboard. Every way leads to the same strokes.
 *
 * Single keys act only while it has the focus; Escape leaves what is begun, then the canvas.
 */
import { createEffect, createSignal, on, onCleanup, onMount } from "solid-js";
import type { Preview } from "~/contracts/inference-api";
import type { Mask } from "~/engine/image/mask";
import { tint, toPicture, viewOf, zoomedAt, type View } from "./canvas-view";
import styles from "./Canvas.module.css";
import { enclosed, painted, rectangle, type Point, type Way } from "./drawing";
import { ZOOM, type Masking } from "./masking";
import { words } from "./words";

interface Props {
  readonly masking: Masking;
  readonly src: string | null | undefined;
  readonly label: string;
  /** Looked at instead of the picture and its mask. */
  readonly preview: Preview | null;
}

/** On the screen, for one press of an arrow; with Shift. */
const CURSOR = { step: 4, far: 24 } as const;

export function Canvas(props: Props) {
  let canvas!: HTMLCanvasElement;
  const picture = new Image();
  const overlay = document.createElement("canvas");
  const previewed = document.createElement("canvas");
  const [loaded, setLoaded] = createSignal(0);
  const [box, setBox] = createSignal({ width: 0, height: 0 });
  /** A stroke that is being drawn. */
  const [live, setLive] = createSignal<Mask>();
  /** Corners of a lasso, a polygon or a rectangle. */
  const [outline, setOutline] = createSignal<readonly Point[]>([]);
  /** Where the keyboard points, in the picture; null while it does not. */
  const [cursor, setCursor] = createSignal<Point | null>(null);
  const [hover, setHover] = createSignal<Point | null>(null);
  const [down, setDown] = createSignal(false);

  const view = (): View => viewOf(box(), props.masking.size, props.masking.zoom(), props.masking.offset());
  const shown = () => live() ?? props.masking.mask();
  const way = (alt = false): Way => ((props.masking.tool() === "eraser") === alt ? "add" : "subtract");
  const canvasPoint = (event: { clientX: number; clientY: number }): Point => {
    const rect = canvas.getBoundingClientRect();
    return { x: event.clientX - rect.left, y: event.clientY - rect.top };
  };

  createEffect(
    on(
      () => props.src,
      (src) => {
        if (!src) return;
        picture.onload = () => setLoaded((n) => n + 1);
        picture.src = src;
      },
    ),
  );
  onMount(() => {
    const watcher = new ResizeObserver(() => setBox({ width: canvas.clientWidth, height: canvas.clientHeight }));
    watcher.observe(canvas);
    onCleanup(() => watcher.disconnect());
  });

  const paint = (): void => {
    const context = canvas.getContext("2d");
    const { width, height } = props.masking.size;
    if (!context || box().width === 0) return;
    const ratio = window.devicePixelRatio;
    canvas.width = Math.round(box().width * ratio);
    canvas.height = Math.round(box().height * ratio);
    context.scale(ratio, ratio);
    const { scale, x, y } = view();
    context.imageSmoothingEnabled = scale < 4;
    context.imageSmoothingQuality = "high";
    if (loaded() > 0) context.drawImage(picture, x, y, width * scale, height * scale);
    const instead = props.preview;
    const [beneath, above] = [previewed.getContext("2d"), overlay.getContext("2d")];
    if (instead && beneath) {
      previewed.width = instead.width;
      previewed.height = instead.height;
      beneath.putImageData(new ImageData(instead.rgba, instead.width, instead.height), 0, 0);
      context.drawImage(previewed, x, y, width * scale, height * scale);
    } else if (above) {
      overlay.width = width;
      overlay.height = height;
      const pixels = new ImageData(width, height);
      tint(shown(), pixels.data);
      above.putImageData(pixels, 0, 0);
      context.imageSmoothingEnabled = false;
      context.drawImage(overlay, x, y, width * scale, height * scale);
    }
    const twoTone = (path: Path2D): void => {
      context.lineWidth = 3;
      context.strokeStyle = "rgb(20 20 20 / 0.8)";
      context.stroke(path);
      context.lineWidth = 1.25;
      context.strokeStyle = "white";
      context.stroke(path);
    };
    if (outline().length > 0) {
      const path = new Path2D();
      for (const [k, point] of [...outline(), ...(hover() ? [hover()!] : [])].entries())
        path[k === 0 ? "moveTo" : "lineTo"](x + point.x * scale, y + point.y * scale);
      if (props.masking.tool() === "rectangle") {
        const [a, b] = [outline()[0]!, hover() ?? outline().at(-1)!];
        const box_ = new Path2D();
        box_.rect(x + a.x * scale, y + a.y * scale, (b.x - a.x) * scale, (b.y - a.y) * scale);
        twoTone(box_);
      } else twoTone(path);
    }
    const at = hover();
    if (at) {
      const ring = new Path2D();
      const draws = props.masking.tool() === "brush" || props.masking.tool() === "eraser";
      ring.arc(
        x + at.x * scale,
        y + at.y * scale,
        draws ? Math.max(2, (props.masking.brush().size * scale) / 2) : 5,
        0,
        2 * Math.PI,
      );
      if (cursor()) {
        ring.moveTo(x + at.x * scale - 10, y + at.y * scale);
        ring.lineTo(x + at.x * scale + 10, y + at.y * scale);
        ring.moveTo(x + at.x * scale, y + at.y * scale - 10);
        ring.lineTo(x + at.x * scale, y + at.y * scale + 10);
      }
      twoTone(ring);
    }
  };
  let frame = 0;
  createEffect(
    on(
      [
        box,
        loaded,
        shown,
        outline,
        hover,
        cursor,
        view,
        () => props.masking.tool(),
        () => props.masking.brush(),
        () => props.preview,
      ],
      () => {
        cancelAnimationFrame(frame);
        frame = requestAnimationFrame(paint);
      },
    ),
  );
  onCleanup(() => cancelAnimationFrame(frame));

  const stroke = (from: Point, to: Point, alt = false): void => {
    setLive(painted(shown(), from, to, props.masking.brush(), way(alt)));
  };
  const settle = (): void => {
    const drawn = live();
    setLive(undefined);
    if (drawn) props.masking.draw(drawn);
  };
  const close = (alt = false): void => {
    const points = outline();
    setOutline([]);
    if (props.masking.tool() === "rectangle") {
      if (points.length > 1) props.masking.draw(rectangle(props.masking.mask(), points[0]!, points[1]!, way(alt)));
    } else if (points.length > 2) props.masking.draw(enclosed(props.masking.mask(), points, way(alt)));
  };

  const fingers = new Map<number, Point>();
  let last: Point | undefined;
  let panned: Point | undefined;
  let sized: { readonly at: Point; readonly size: number; readonly hardness: number } | undefined;
  const pinch = (before: readonly Point[], after: readonly Point[]): void => {
    const [a, b] = before as [Point, Point];
    const [c, d] = after as [Point, Point];
    const middle = { x: (c.x + d.x) / 2, y: (c.y + d.y) / 2 };
    const moved = { x: middle.x - (a.x + b.x) / 2, y: middle.y - (a.y + b.y) / 2 };
    const by = Math.hypot(c.x - d.x, c.y - d.y) / Math.max(1, Math.hypot(a.x - b.x, a.y - b.y));
    zoomTo(props.masking.zoom() * by, middle, { x: props.masking.offset().x + moved.x, y: props.masking.offset().y + moved.y });
  };
  const zoomTo = (zoom: number, at: Point, offset = props.masking.offset()): void => {
    const before = props.masking.zoom();
    props.masking.setZoom(zoom);
    props.masking.setOffset(zoomedAt(box(), props.masking.size, before, offset, props.masking.zoom(), at));
  };

  const press = (event: PointerEvent): void => {
    canvas.focus();
    canvas.setPointerCapture(event.pointerId);
    const at = canvasPoint(event);
    fingers.set(event.pointerId, at);
    setCursor(null);
    const point = toPicture(view(), at);
    const tool = props.masking.tool();
    if (fingers.size > 1) {
      // A second finger means looking, not drawing.
      setLive(undefined);
      if (tool !== "polygon") setOutline([]);
      last = undefined;
    } else if (event.button === 1 || tool === "hand") panned = at;
    else if (event.ctrlKey) sized = { at, ...props.masking.brush() };
    else if (tool === "brush" || tool === "eraser") {
      last = point;
      stroke(point, point, event.altKey);
    } else if (tool === "polygon") setOutline([...outline(), point]);
    else setOutline([point]);
  };
  const move = (event: PointerEvent): void => {
    const at = canvasPoint(event);
    const point = toPicture(view(), at);
    setHover(point);
    const before = [...fingers.values()];
    if (fingers.has(event.pointerId)) fingers.set(event.pointerId, at);
    if (fingers.size > 1) {
      if (before.length === 2) pinch(before, [...fingers.values()]);
    } else if (panned) {
      const { x, y } = props.masking.offset();
      props.masking.setOffset({ x: x + at.x - panned.x, y: y + at.y - panned.y });
      panned = at;
    } else if (sized) {
      const [dx, dy] = [at.x - sized.at.x, at.y - sized.at.y];
      // The hand means one of the two: the way it went further.
      if (Math.abs(dx) >= Math.abs(dy))
        props.masking.setBrush({ size: sized.size + dx / view().scale, hardness: sized.hardness });
      else props.masking.setBrush({ size: sized.size, hardness: sized.hardness - dy / 150 });
    } else if (last) {
      stroke(last, point, event.altKey);
      last = point;
    } else if (outline().length > 0 && fingers.has(event.pointerId) && props.masking.tool() === "lasso")
      setOutline([...outline(), point]);
  };
  const release = (event: PointerEvent): void => {
    const point = toPicture(view(), canvasPoint(event));
    fingers.delete(event.pointerId);
    panned = undefined;
    sized = undefined;
    if (last) settle();
    last = undefined;
    if (event.type === "pointercancel") return void setOutline([]);
    const tool = props.masking.tool();
    if (tool === "lasso") close(event.altKey);
    if (tool === "rectangle" && outline().length === 1) {
      setOutline([outline()[0]!, point]);
      close(event.altKey);
    }
  };
  const wheel = (event: WheelEvent): void => {
    event.preventDefault();
    zoomTo(props.masking.zoom() * Math.exp(-event.deltaY / 400), canvasPoint(event));
  };
  onMount(() => canvas.addEventListener("wheel", wheel, { passive: false }));

  const middle = (): Point => ({ x: box().width / 2, y: box().height / 2 });
  const pointed = (): Point => cursor() ?? toPicture(view(), middle());
  const steer = (dx: number, dy: number, far: boolean): void => {
    const by = (far ? CURSOR.far : CURSOR.step) / view().scale;
    const from = pointed();
    const to = { x: from.x + dx * by, y: from.y + dy * by };
    setCursor(to);
    setHover(to);
    if (down() && (props.masking.tool() === "brush" || props.masking.tool() === "eraser")) stroke(from, to);
  };
  const stamp = (): void => {
    const at = pointed();
    setCursor(at);
    setHover(at);
    const tool = props.masking.tool();
    if (tool === "brush" || tool === "eraser") {
      stroke(at, at);
      if (!down()) settle();
    } else if (tool === "rectangle") {
      setOutline([...outline(), at]);
      if (outline().length > 1) close();
    } else if (tool !== "hand") setOutline([...outline(), at]);
  };
  const leave = (): void => {
    if (down()) {
      setDown(false);
      settle();
    } else if (outline().length > 0) setOutline([]);
    else canvas.blur();
  };
  const swap = () => props.masking.take(props.masking.tool() === "eraser" ? "brush" : "eraser");
  const size = (by: number) => props.masking.setBrush({ size: props.masking.brush().size + by });
  const hardness = (by: number) => props.masking.setBrush({ hardness: props.masking.brush().hardness + by });
  const zoom = (by: number) => zoomTo(props.masking.zoom() * by, middle());
  const KEYS: Readonly<Record<string, (far: boolean) => void>> = {
    b: () => props.masking.take("brush"),
    e: () => props.masking.take("eraser"),
    l: () => props.masking.take("lasso"),
    p: () => props.masking.take("polygon"),
    r: () => props.masking.take("rectangle"),
    h: () => props.masking.take("hand"),
    x: swap,
    i: () => props.masking.run("invert"),
    g: () => props.masking.run("grow"),
    s: () => props.masking.run("shrink"),
    f: () => props.masking.run("feather"),
    "[": () => size(-4),
    "]": () => size(4),
    "{": () => hardness(-0.1),
    "}": () => hardness(0.1),
    "+": () => zoom(ZOOM.step),
    "=": () => zoom(ZOOM.step),
    "-": () => zoom(1 / ZOOM.step),
    "0": () => props.masking.fit(),
    arrowleft: (far) => steer(-1, 0, far),
    arrowright: (far) => steer(1, 0, far),
    arrowup: (far) => steer(0, -1, far),
    arrowdown: (far) => steer(0, 1, far),
    " ": stamp,
    d: () => {
      if (down()) settle();
      else stroke(pointed(), pointed());
      setDown(!down());
    },
    enter: () => close(),
    escape: leave,
    delete: () => props.masking.run("clear"),
  };
  const key = (event: KeyboardEvent): void => {
    const name = event.key.toLowerCase();
    if ((event.ctrlKey || event.metaKey) && name === "z") {
      event.preventDefault();
      if (event.shiftKey) props.masking.redo();
      else props.masking.undo();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = KEYS[name];
    if (!act) return;
    event.preventDefault();
    act(event.shiftKey);
  };

  return (
    <canvas
      ref={canvas}
      class={styles["canvas"]}
      role="application"
      aria-label={props.label}
      aria-describedby="mask-keys"
      aria-roledescription={words.mask.canvas}
      tabIndex={0}
      data-tool={props.masking.tool()}
      onPointerDown={press}
      onPointerMove={move}
      onPointerUp={release}
      onPointerCancel={release}
      onPointerLeave={() => cursor() === null && setHover(null)}
      onDblClick={() => close()}
      onKeyDown={key}
    />
  );
}
