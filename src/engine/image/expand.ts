/**
 * @file A picture in a larger frame: what it begins with there, and through which windows it is continued, one after another.
 *
 * A model of portraits sees somebody in the middle of whatever it is shown. So every window has the person in its middle: first it moves
 * down along them, then it grows around them, and what is new lies only at its edge. The edge begins as the picture's own background,
 * mirrored, without the person.
 */
import type { Place, Size } from "~/contracts/request.ts";
import { feather, grow, isEmpty, type Mask } from "./mask.ts";
import { raster, type Raster } from "./raster.ts";
import { surrounded } from "./surround.ts";
import { boundsOf, type Pane, type Window } from "./window.ts";

/** What a window that grows is to the one before it, and what one that moves adds of its height. */
const GROWS = 1.2;
const MOVES = 1 / 6;

/** To how far within the picture its edge may change, as a share of a window's width. */
const SEAM = 0.06;

/** Around the person, what their edge has coloured, as a share of the picture's width. */
const EDGE = 0.03;

/** The picture in its frame; around it there is nothing yet. */
export function placed(image: Raster, frame: Size, { left, top }: Place): Raster {
  const out = raster(frame.width, frame.height);
  for (let y = 0; y < image.height; y++)
    out.data.set(image.data.subarray(4 * y * image.width, 4 * (y + 1) * image.width), 4 * ((top + y) * frame.width + left));
  return out;
}

/** Back and forth along a length. */
const mirrored = (at: number, length: number): number => {
  const turn = ((at % (2 * length)) + 2 * length) % (2 * length);
  return turn < length ? turn : 2 * length - 1 - turn;
};

/** Beside and above the picture its background in mirrors; below it its last row, drawn down, since people stand on. */
function begun(image: Raster, person: Mask, frame: Size, { left, top }: Place): Raster {
  const { width, height } = image;
  const plate = surrounded(image, grow(person, EDGE * width));
  const out = raster(frame.width, frame.height);
  for (let y = 0; y < frame.height; y++)
    for (let x = 0; x < frame.width; x++) {
      const [u, v] = [x - left, y - top];
      const beside = u < 0 || u >= width;
      const from = beside || v < 0 ? plate : image;
      const row = v < 0 ? mirrored(v, height) : Math.min(v, height - 1);
      const at = 4 * (row * width + mirrored(u, width));
      for (let c = 0; c < 3; c++) out.data[4 * (y * frame.width + x) + c] = from.data[at + c]!;
    }
  return out;
}

const clamp = (value: number, most: number): number => Math.min(most, Math.max(0, Math.round(value)));

/** The largest window of this shape within the picture, as near to the person's middle as it can be; in the frame. */
function aroundPerson(image: Size, person: Mask, shape: Size, { left, top }: Place): Window {
  const scale = Math.min(image.width / shape.width, image.height / shape.height);
  const [width, height] = [Math.round(scale * shape.width), Math.round(scale * shape.height)];
  const of = boundsOf(person) ?? { left: 0, top: 0, width: image.width, height: image.height };
  return {
    left: left + clamp(of.left + (of.width - width) / 2, image.width - width),
    top: top + clamp(of.top + (of.height - height) / 2, image.height - height),
    width,
    height,
  };
}

/** Down along the person to the frame's end, then growing around them until the frame is full. */
function windowsOf(first: Window, picture: Window, frame: Size): readonly Window[] {
  const windows: Window[] = [];
  for (let bottom = picture.top + picture.height; bottom < frame.height;) {
    bottom = Math.min(frame.height, bottom + Math.round(MOVES * first.height));
    windows.push({ ...first, top: bottom - first.height });
  }
  const [x, y] = [first.left + first.width / 2, first.top + first.height / 2];
  const [across, down] = [Math.max(x, frame.width - x) / first.width, Math.max(y, frame.height - y) / first.height];
  const most = 2 * Math.max(across, down);
  const count = Math.ceil(Math.log(most) / Math.log(GROWS));
  for (let k = 1; k <= count; k++) {
    const scale = most ** (k / count);
    const [width, height] = [Math.ceil(scale * first.width), Math.ceil(scale * first.height)];
    windows.push({ left: Math.floor(x - width / 2), top: Math.floor(y - height / 2), width, height });
  }
  return windows;
}

/**
 * @param person of the picture's size; where somebody is @param at where the picture lies in the frame @param shape what the pack draws
 * @returns panes that fill the frame together, and change nothing of the picture but its edge
 */
export function continued(
  image: Raster,
  person: Mask,
  frame: Size,
  at: Place,
  shape: Size,
): { readonly image: Raster; readonly panes: readonly Pane[] } {
  const empty = new Uint8Array(frame.width * frame.height).fill(255);
  const fill = ({ left, top, width, height }: Window): void => {
    const [from, to] = [Math.max(0, left), Math.min(frame.width, left + width)];
    for (let y = Math.max(0, top); y < Math.min(frame.height, top + height); y++)
      empty.fill(0, y * frame.width + from, y * frame.width + to);
  };
  const picture = { ...at, width: image.width, height: image.height };
  fill(picture);
  const panes: Pane[] = [];
  for (const window of windowsOf(aroundPerson(image, person, shape, at), picture, frame)) {
    const before = empty.slice();
    fill(window);
    const fresh: Mask = { ...frame, data: before.map((was, i) => was - empty[i]!) };
    if (isEmpty(fresh)) continue;
    // Even, so that the slope ends where what is new begins.
    const seam = 2 * Math.max(1, Math.round((SEAM * window.width) / 4));
    panes.push({ window, mask: feather(grow(fresh, seam), seam) });
  }
  return { image: begun(image, person, frame, at), panes };
}
