/**
 * @file One look at the canvas: the picture, its mask, what is being drawn, the ring of the brush.
 */
import type { Preview } from "~/contracts/inference-api";
import type { Size } from "~/contracts/request";
import type { Mask } from "~/engine/image/mask";
import { alone, changedRows, tint, type View } from "./canvas-view";
import type { Brush, Point } from "./drawing";
import type { MaskLook, Tool } from "./masking";

export interface Scene {
  readonly view: View;
  readonly size: Size;
  /** null until it has arrived. */
  readonly picture: CanvasImageSource | null;
  readonly mask: Mask;
  readonly look: MaskLook;
  /** Looked at instead of the picture and its mask. */
  readonly preview: Preview | null;
  readonly outline: readonly Point[];
  readonly hover: Point | null;
  readonly steered: boolean;
  readonly tool: Tool;
  readonly brush: Brush;
  /** Shown beside the ring while a drag changes it. */
  readonly said: string | null;
}

/** Seen on any colour. */
function twoTone(context: CanvasRenderingContext2D, path: Path2D): void {
  context.lineWidth = 3;
  context.strokeStyle = "rgb(20 20 20 / 0.8)";
  context.stroke(path);
  context.lineWidth = 1.25;
  context.strokeStyle = "white";
  context.stroke(path);
}

function outlinePath({ view: { scale, x, y }, outline, hover, tool }: Scene): Path2D {
  const path = new Path2D();
  if (tool === "rectangle") {
    const [a, b] = [outline[0]!, hover ?? outline.at(-1)!];
    path.rect(x + a.x * scale, y + a.y * scale, (b.x - a.x) * scale, (b.y - a.y) * scale);
  } else
    for (const [k, point] of [...outline, ...(hover ? [hover] : [])].entries())
      path[k === 0 ? "moveTo" : "lineTo"](x + point.x * scale, y + point.y * scale);
  return path;
}

/** The ring is as large as what it marks; one inside it where it begins to fall off. */
function ringPath({ view: { scale, x, y }, tool, brush, steered }: Scene, at: Point): Path2D {
  const ring = new Path2D();
  const [across, down] = [x + at.x * scale, y + at.y * scale];
  const circle = (radius: number): void => {
    ring.moveTo(across + radius, down);
    ring.arc(across, down, radius, 0, 2 * Math.PI);
  };
  const radius = (brush.size * scale) / 2;
  if (tool === "brush" || tool === "eraser") {
    circle(Math.max(2, radius));
    if (radius * brush.hardness > 3 && radius * (1 - brush.hardness) > 2) circle(radius * brush.hardness);
  } else circle(5);
  if (steered) {
    ring.moveTo(across - 10, down);
    ring.lineTo(across + 10, down);
    ring.moveTo(across, down - 10);
    ring.lineTo(across, down + 10);
  }
  return ring;
}

function label(context: CanvasRenderingContext2D, text: string, { view: { scale, x, y }, brush }: Scene, at: Point): void {
  context.font = "500 13px system-ui, sans-serif";
  const width = context.measureText(text).width + 12;
  const [left, top] = [x + at.x * scale - width / 2, y + at.y * scale - Math.max(12, (brush.size * scale) / 2) - 28];
  context.fillStyle = "rgb(20 20 20 / 0.85)";
  context.fillRect(left, Math.max(0, top), width, 22);
  context.fillStyle = "white";
  context.fillText(text, left + 6, Math.max(0, top) + 15);
}

export interface Drawer {
  /** On a canvas whose pixels are `ratio` to one of the screen. */
  draw(canvas: HTMLCanvasElement, box: Size, ratio: number, scene: Scene): void;
}

const isSame = (a: View, b: View): boolean => a.scale === b.scale && a.x === b.x && a.y === b.y;

export function createDrawer(): Drawer {
  const overlay = document.createElement("canvas");
  const previewed = document.createElement("canvas");
  const backdrop = document.createElement("canvas");
  let covered: { readonly mask: Mask; readonly look: MaskLook; readonly pixels: ImageData } | undefined;
  let behind: { readonly picture: CanvasImageSource; readonly view: View; readonly box: Size } | undefined;

  /** Only the rows that have changed: a stroke is a small part of a large mask. */
  const cover = (mask: Mask, look: MaskLook): void => {
    const above = overlay.getContext("2d", { willReadFrequently: true });
    const { width, height } = mask;
    const before = covered?.look === look && covered.mask.data.length === mask.data.length ? covered : undefined;
    const rows = before ? changedRows(before.mask, mask) : { from: 0, to: height };
    const pixels = before?.pixels ?? new ImageData(width, height);
    covered = { mask, look, pixels };
    if (!above || rows.from >= rows.to) return;
    if (!before) [overlay.width, overlay.height] = [width, height];
    (look === "alone" ? alone : tint)(mask, pixels.data, rows);
    above.putImageData(pixels, 0, 0, 0, rows.from, width, rows.to - rows.from);
  };
  /** The picture as it lies now; it may be far larger than the screen, and most looks at it differ by a ring only. */
  const lay = (picture: CanvasImageSource, { view, size }: Scene, box: Size, ratio: number): void => {
    if (behind?.picture === picture && isSame(behind.view, view) && behind.box === box) return;
    behind = { picture, view, box };
    backdrop.width = Math.round(box.width * ratio);
    backdrop.height = Math.round(box.height * ratio);
    const context = backdrop.getContext("2d");
    if (!context) return;
    context.scale(ratio, ratio);
    context.imageSmoothingEnabled = view.scale < 4;
    context.imageSmoothingQuality = "high";
    context.drawImage(picture, view.x, view.y, size.width * view.scale, size.height * view.scale);
  };

  return {
    draw(canvas, box, ratio, scene) {
      const context = canvas.getContext("2d");
      if (!context) return;
      const { view, size, picture, preview, mask, look, outline, hover, said } = scene;
      const place = [view.x, view.y, size.width * view.scale, size.height * view.scale] as const;
      canvas.width = Math.round(box.width * ratio);
      canvas.height = Math.round(box.height * ratio);
      if (picture) {
        lay(picture, scene, box, ratio);
        context.drawImage(backdrop, 0, 0);
      }
      context.scale(ratio, ratio);
      const beneath = preview && previewed.getContext("2d");
      if (preview && beneath) {
        previewed.width = preview.width;
        previewed.height = preview.height;
        beneath.putImageData(new ImageData(preview.rgba, preview.width, preview.height), 0, 0);
        context.imageSmoothingQuality = "high";
        context.drawImage(previewed, ...place);
      } else if (look !== "hidden") {
        cover(mask, look);
        context.imageSmoothingEnabled = false;
        context.drawImage(overlay, ...place);
      }
      if (outline.length > 0) twoTone(context, outlinePath(scene));
      if (hover) twoTone(context, ringPath(scene, hover));
      if (hover && said) label(context, said, scene, hover);
    },
  };
}
