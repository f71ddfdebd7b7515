/**
 * @file The picture with its mask, drawn on by pointer, pen, fingers and keyboard. Every way leads to the same strokes.
 *
 * Single keys act only while it has the focus; Escape leaves what is begun, then the canvas.
 */
import { createEffect, createSignal, on, onCleanup, onMount } from "solid-js";
import type { Preview } from "~/contracts/inference-api";
import { createDrawer, type Scene } from "./canvas-drawing";
import { canvasKeys } from "./canvas-keys";
import { viewOf, type View } from "./canvas-view";
import styles from "./Canvas.module.css";
import { createGestures } from "./gestures";
import type { Masking } from "./masking";
import { createSurface } from "./surface";
import { words } from "./words";

/** Larger ones are seen at this size, however far they are zoomed: each look at millions of pixels takes long. */
const LARGEST = 3072;

async function shrunk(image: HTMLImageElement): Promise<CanvasImageSource> {
  const scale = LARGEST / Math.max(image.naturalWidth, image.naturalHeight);
  if (scale >= 1) return image;
  const resizeWidth = Math.round(scale * image.naturalWidth);
  return createImageBitmap(image, { resizeWidth, resizeQuality: "high" });
}

interface Props {
  readonly masking: Masking;
  readonly src: string | null | undefined;
  readonly label: string;
  /** Looked at instead of the picture and its mask. */
  readonly preview: Preview | null;
}

export function Canvas(props: Props) {
  let canvas!: HTMLCanvasElement;
  const [drawer, setDrawer] = createSignal(createDrawer());
  const [picture, setPicture] = createSignal<CanvasImageSource>();
  const [box, setBox] = createSignal({ width: 0, height: 0 });
  // oxlint-disable-next-line solid/reactivity -- another picture makes another canvas
  const { masking } = props;
  const view = (): View => viewOf(box(), masking.size, masking.zoom(), masking.offset());
  const surface = createSurface(masking, box, view);
  const gestures = createGestures(masking, surface, view, () => canvas);
  const keys = canvasKeys(masking, surface, gestures, () => canvas.blur());

  createEffect(
    on(
      () => props.src,
      (src) => {
        if (!src) return;
        const image = new Image();
        image.onload = () => void shrunk(image).then(setPicture);
        image.src = src;
      },
    ),
  );
  onMount(() => {
    const watcher = new ResizeObserver(() => setBox({ width: canvas.clientWidth, height: canvas.clientHeight }));
    watcher.observe(canvas);
    // The page must not scroll with it.
    canvas.addEventListener("wheel", gestures.wheel, { passive: false });
    onCleanup(() => watcher.disconnect());
  });

  const scene = (): Scene => ({
    view: view(),
    size: masking.size,
    picture: picture() ?? null,
    mask: surface.shown(),
    look: masking.look(),
    preview: props.preview,
    outline: surface.outline(),
    hover: surface.hover(),
    steered: surface.steered(),
    tool: masking.tool(),
    brush: masking.brush(),
    said: gestures.sizing() ? words.place.brush(masking.brush()) : null,
  });
  let frame = 0;
  createEffect(
    on([scene, box, drawer], ([now, within, by]) => {
      cancelAnimationFrame(frame);
      if (within.width === 0) return;
      frame = requestAnimationFrame(() => by.draw(canvas, within, devicePixelRatio, now));
    }),
  );
  onCleanup(() => cancelAnimationFrame(frame));

  return (
    <canvas
      ref={canvas}
      class={styles["canvas"]}
      role="application"
      aria-label={props.label}
      aria-describedby="mask-keys"
      aria-roledescription={words.mask.canvas}
      tabIndex={0}
      data-tool={masking.tool()}
      data-panning={gestures.panning() ? "" : undefined}
      onPointerDown={(event) => gestures.press(event)}
      onPointerMove={(event) => gestures.move(event)}
      onPointerUp={(event) => gestures.release(event)}
      onPointerCancel={(event) => gestures.release(event)}
      onPointerLeave={() => surface.hoverAt(null)}
      // The right button changes the brush; on some systems Ctrl and the left one ask for a menu too.
      onContextMenu={(event) => event.preventDefault()}
      // When the browser's graphics process has died, every canvas comes back empty, those that this is put together of too.
      onContextRestored={() => setDrawer(createDrawer())}
      onDblClick={() => surface.close()}
      onKeyDown={(event) => keys.down(event)}
      onKeyUp={(event) => keys.up(event)}
    />
  );
}
