/**
 * @file Where a picture may change when one of its layers does.
 *
 * Around what the layer shows there is room for what the new one may need: long hair falls, a coat is wide, a hat sits on the hair. The
 * face is the person's, and stays, but for glasses. How much room that is, the words say.
 */
import type { Face } from "~/contracts/faces.ts";
import type { RegionLayer, Size } from "~/contracts/request.ts";
import { PARTS, type Part } from "~/engine/faces/parse.ts";
import { feather, grow, without, type Mask } from "~/engine/image/mask.ts";
import { boundsOf } from "~/engine/image/window.ts";

interface Rule {
  readonly of: readonly Part[];
  /** Around it, as a share of the picture's width. */
  readonly room: number;
  /** The same, where the words speak of something large. */
  readonly much: number;
  readonly large: RegExp;
  /** Left out of the room. */
  readonly never: readonly Part[];
}

const NOTHING = /(?!)/u;

const RULES: Readonly<Record<RegionLayer, Rule>> = {
  // The face itself stays out; around it there may be hair where there is none yet.
  hair: { of: ["hair", "face"], room: 0.13, much: 0.2, large: /\b(afro|bun|updo|curls|curly)\b/u, never: ["face"] },
  outfit: {
    of: ["clothes", "body"],
    room: 0.04,
    much: 0.09,
    large: /\b(coat|gown|hoodie|sweater|dress)\b/u,
    never: ["face", "hair"],
  },
  scene: { of: ["background"], room: 0.01, much: 0.01, large: NOTHING, never: ["face"] },
  expression: { of: ["face"], room: 0, much: 0, large: NOTHING, never: [] },
};

/** Of the edge, to either side, as a share of the picture's width. */
const FEATHER = 0.03;

/** What lies on the face belongs to it: the parser sees glasses as something else. */
const ACROSS = 0.05;

/** Hair that falls past the chin needs room beside the neck; shares of the face's own box. */
const FALLS = /\b(long|braids|locs|shoulder|shoulders|ponytail|waves|wavy)\b/u;
const FALL = { down: 1.1, aside: 0.55, neck: 0.3 };

const HAT = /\b(hat|cap|beanie|turban|hijab)\b/u;
const GLASSES = /\b(glasses|sunglasses)\b/u;
/** What glasses cover of a face's own box, where nobody knows where its eyes are: a fringe hides how high a face is. */
const EYES = { from: 0.26, to: 0.54 };

/** Around the line from eye to eye, as shares of how far they are apart, or lie above the mouth. */
const RIMS = { aside: 0.75, above: 0.5, below: 0.55 };

/** Beyond the face's edge, as a share of the picture's width: where the arms of glasses begin. */
const ARMS = 0.015;

/** The parser sees a scarf as something else than clothes. */
const SCARF = /\bscarf\b/u;

const EARRINGS = /\bearrings?\b/u;

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const filled = (mask: Mask, by: number): Mask => grow(grow(mask, by), -by);

/** Around all that is of this part; null where nothing is. */
function boxOf(mask: Mask): Box | null {
  const bounds = boundsOf(mask);
  if (bounds === null) return null;
  const { left, top, width, height } = bounds;
  return { left, top, right: left + width, bottom: top + height };
}

/** Sets what lies within the box, as far as it lies within the picture. */
function addBox({ width, height }: Size, data: Uint8Array, { left, top, right, bottom }: Box): void {
  const [from, to] = [Math.max(0, Math.round(left)), Math.min(width, Math.round(right))];
  for (let y = Math.max(0, Math.round(top)); y < Math.min(height, Math.round(bottom)); y++)
    data.fill(255, y * width + from, y * width + Math.max(from, to));
}

function rimsAround([left, right, , leftMouth, rightMouth]: Face["landmarks"]): Box {
  const eyes = (left[1] + right[1]) / 2;
  // A head that is turned has its eyes closer together, and its mouth no closer.
  const unit = Math.max(right[0] - left[0], (leftMouth[1] + rightMouth[1]) / 2 - eyes);
  return {
    left: left[0] - RIMS.aside * unit,
    top: Math.min(left[1], right[1]) - RIMS.above * unit,
    right: right[0] + RIMS.aside * unit,
    bottom: Math.max(left[1], right[1]) + RIMS.below * unit,
  };
}

/** Above the eyes, as a share of how far they lie above the mouth: from here up a head is crown rather than face. */
const CROWN = 0.6;

/** The same above the brows' lower edge: where hair goes for good it bares brows that it may have covered half of, and two halves never meet. */
const BROWS = 0.16;

/** The same: from here up a face has no features of its own, and hair may fall there or have fallen there. */
const FOREHEAD = 0.55;

/** How much of a face's edge goes with the hair that lay against it, beyond what is feathered, and at most; shares of the face's width. */
const RIM = { more: 0.05, most: 0.16 };

/** With less than this share of it hair, what lies there is a bare crown, or hair that the parser takes for skin. */
const BARE = 0.5;

/** Whether the layer's region depends on where the eyes are. */
export const needsEyes = (layer: RegionLayer, words: string, was: string): boolean =>
  layer === "hair" || (layer === "outfit" && [GLASSES, HAT].some((thing) => thing.exec(words)?.[0] !== thing.exec(was)?.[0]));

const BALD = /\b(bald|buzz)\b/u;

/** Everything at least so far above the eyes, as a share of how far they lie above the mouth. */
function above({ width, height }: Size, [left, right, , leftMouth, rightMouth]: Face["landmarks"], share: number): Mask {
  const eyes = (left[1] + right[1]) / 2;
  const end = Math.min(height, Math.max(0, Math.round(eyes - share * ((leftMouth[1] + rightMouth[1]) / 2 - eyes))));
  return { width, height, data: new Uint8Array(width * height).fill(255, 0, end * width) };
}

/** Where hair grows although the parser sees a face: the crown of who is bald, or whose hair is of their skin's colour. */
export function bareCrown({ width, height }: Size, parts: Uint8Array, landmarks: Face["landmarks"] | null, words = ""): Mask {
  const data = new Uint8Array(width * height);
  if (landmarks) {
    const crown = above({ width, height }, landmarks, BALD.test(words) ? BROWS : CROWN).data;
    const [face, hair] = [PARTS.indexOf("face"), PARTS.indexOf("hair")];
    let [bare, covered] = [0, 0];
    for (let i = 0; crown[i] === 255; i++) {
      if (parts[i] === face) [data[i], bare] = [255, bare + 1];
      else if (parts[i] === hair) covered++;
    }
    // Where hair was and none is to be, its edge goes with it.
    if (covered >= BARE * (bare + covered) && !BALD.test(words)) data.fill(0);
  }
  return { width, height, data };
}

/** Whether something is put on or taken off that sticks out beside the head. */
export const sticksOut = (layer: RegionLayer, words: string, was: string): boolean =>
  layer === "outfit" && [HAT, EARRINGS].some((thing) => thing.exec(words)?.[0] !== thing.exec(was)?.[0]);

/** Boxes around and on a face where what the words speak of is worn or falls; only `onFace` may touch the face. */
function places(
  layer: RegionLayer,
  face: Box,
  words: string,
  was: string,
  landmarks: Face["landmarks"] | null,
): { readonly besides: readonly Box[]; readonly onFace: readonly Box[] } {
  const { left, top, right, bottom } = face;
  const [across, down] = [right - left, bottom - top];
  const besides: Box[] = [];
  const onFace: Box[] = [];
  /** Put on, taken off or exchanged; what is worn before and after stays as it is. */
  const changes = (thing: RegExp): boolean => layer === "outfit" && thing.exec(words)?.[0] !== thing.exec(was)?.[0];
  if (layer === "hair" && FALLS.test(`${was} ${words}`)) {
    const falls = { top: top + 0.4 * down, bottom: bottom + FALL.down * down };
    besides.push({ ...falls, left: left - FALL.aside * across, right: left + FALL.neck * across });
    besides.push({ ...falls, left: right - FALL.neck * across, right: right + FALL.aside * across });
  }
  if (changes(HAT))
    besides.push({ left: left - 0.6 * across, top: top - 0.75 * down, right: right + 0.6 * across, bottom: top + 0.2 * down });
  if (changes(GLASSES))
    onFace.push(
      landmarks
        ? rimsAround(landmarks)
        : { left: left - 0.05 * across, top: top + EYES.from * down, right: right + 0.05 * across, bottom: top + EYES.to * down },
    );
  if (changes(EARRINGS))
    for (const [from, to] of [
      [left - 0.2 * across, left + 0.1 * across],
      [right - 0.1 * across, right + 0.2 * across],
    ] as const)
      besides.push({ left: from, top: top + 0.5 * down, right: to, bottom: bottom + 0.15 * down });
  return { besides, onFace };
}

/**
 * @param parts of each pixel, row by row, its index in PARTS
 * @param words of the layer as it becomes @param was the words before @param landmarks of the face, where `needsEyes` asks for them
 * @param portrait how wide of the picture the portrait is, where it is not all of it
 */
export function layerRegion(
  layer: RegionLayer,
  { width, height }: Size,
  parts: Uint8Array,
  words = "",
  was = "",
  landmarks: Face["landmarks"] | null = null,
  portrait = width,
): Mask {
  const { of, room, much, large, never } = RULES[layer];
  const shown = (list: readonly Part[]): Mask => {
    const among = new Set(list.map((part) => PARTS.indexOf(part)));
    const mask = { width, height, data: Uint8Array.from(parts, (part) => (among.has(part) ? 255 : 0)) };
    return list.includes("face") ? filled(mask, ACROSS * portrait) : mask;
  };
  const faceMask = shown(["face"]);
  const face = boxOf(faceMask);
  const begun = shown(of);
  if (layer === "outfit" && face && SCARF.test(words) !== SCARF.test(was))
    // Hats and glasses are seen as that too, and lie higher.
    for (let i = Math.round((face.top + face.bottom) / 2) * width; i < parts.length; i++)
      if (parts[i] === PARTS.indexOf("other")) begun.data[i] = 255;
  const grown = grow(begun, (large.test(`${was} ${words}`) ? much : room) * portrait);
  const crown = bareCrown({ width, height }, parts, landmarks, layer === "hair" ? words : "");
  const brow = landmarks ? without(shown(never), above({ width, height }, landmarks, FOREHEAD)) : shown(never);
  // Hair covers the edge of the face: a fringe that was there goes with the hair it belonged to.
  const across = face ? face.right - face.left : 0;
  const rim = Math.min(RIM.most * across, RIM.more * across + FEATHER * portrait);
  const kept = layer === "hair" ? grow(without(brow, crown), -rim) : shown(never);
  const { besides, onFace } = face ? places(layer, face, words, was, landmarks) : { besides: [], onFace: [] };
  const data = grown.data.map((value, i) => Math.min(value, 255 - kept.data[i]!));
  for (const box of besides) addBox({ width, height }, data, box);
  if (besides.length > 0 && layer !== "expression") {
    const stays = (layer === "hair" ? kept : without(faceMask, crown)).data;
    for (let i = 0; i < data.length; i++) data[i] = Math.min(data[i]!, 255 - stays[i]!);
  }
  if (onFace.length > 0) {
    // Only on the face: ears, hair and what is behind them would be drawn again, and never meet what stays.
    const over = new Uint8Array(data.length);
    for (const box of onFace) addBox({ width, height }, over, box);
    const near = grow(faceMask, ARMS * portrait);
    for (let i = 0; i < data.length; i++) data[i] = Math.max(data[i]!, Math.min(over[i]!, near.data[i]!));
  }
  return feather({ width, height, data }, FEATHER * portrait);
}
