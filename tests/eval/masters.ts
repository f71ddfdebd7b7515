/**
 * @file The upscaler: what it gains over bicubic interpolation at four times the size, and how long a whole master takes.
 *
 * On squares of large drawings, shrunk, as toolkit/atelier/upscaler_set.py wrote them; and on what the autoencoder leaves of those.
 */
import { readFileSync } from "node:fs";
import { inflateSync } from "node:zlib";
import { fromPlanes, RGB, toPlanes } from "~/engine/image/planes.ts";
import { raster, type Raster } from "~/engine/image/raster.ts";
import { upscale } from "~/engine/pipelines/upscale.ts";
import { output, type Run } from "~/engine/tensor/tensor.ts";
import { mean, psnr } from "../../scripts/eval/metrics.mjs";
import type { OpenPack } from "./pack.ts";
import { pictureAt, type EvaluationSet } from "./set.ts";

const FACTOR = 4;
/** Pixels along a square's edge that are not counted: half of what decides them is missing. */
const RIM = 16;

const here = (name: string): URL => new URL(`../../tests/eval/${name}`, import.meta.url);

function squares(): readonly Raster[] {
  const { side, count } = JSON.parse(readFileSync(here("masters.json"), "utf8")) as { side: number; count: number };
  const bytes = inflateSync(readFileSync(here("masters.bin")));
  return Array.from({ length: count }, (_, index) => {
    const square = raster(side, side);
    for (let pixel = 0; pixel < side * side; pixel++)
      for (let c = 0; c < 3; c++) {
        const before = pixel % side === 0 ? 0 : square.data[4 * (pixel - 1) + c]!;
        square.data[4 * pixel + c] = (before + bytes[3 * (index * side * side + pixel) + c]!) & 255;
      }
    return square;
  });
}

/** Every pixel the mean of those that it stands for. */
function shrunk({ width, height, data }: Raster): Raster {
  const small = raster(width / FACTOR, height / FACTOR);
  for (let i = 0; i < small.data.length; i++) {
    if (i % 4 === 3) continue;
    const [x, y] = [Math.floor(i / 4) % small.width, Math.floor(i / 4 / small.width)];
    let sum = 0;
    for (let dy = 0; dy < FACTOR; dy++)
      for (let dx = 0; dx < FACTOR; dx++) sum += data[4 * ((FACTOR * y + dy) * width + FACTOR * x + dx) + (i % 4)]!;
    small.data[i] = sum / FACTOR ** 2;
  }
  return small;
}

/** Keys' cubic, a = -0.75, as in OpenCV and PyTorch; along rows, then turned on its side: twice gives the whole. */
function stretchedAndTurned({ width, height, data }: Raster): Raster {
  const a = -0.75;
  const weight = (distance: number): number => {
    const d = Math.abs(distance);
    if (d <= 1) return (a + 2) * d ** 3 - (a + 3) * d ** 2 + 1;
    return d < 2 ? a * (d ** 3 - 5 * d ** 2 + 8 * d - 4) : 0;
  };
  const out = raster(height, FACTOR * width);
  for (let x = 0; x < FACTOR * width; x++) {
    const centre = (x + 0.5) / FACTOR - 0.5;
    const taps = Array.from({ length: 4 }, (_, k) => Math.floor(centre) - 1 + k);
    for (let y = 0; y < height; y++)
      for (let c = 0; c < 3; c++)
        out.data[4 * (x * height + y) + c] = taps.reduce(
          (sum, at) => sum + weight(centre - at) * data[4 * (y * width + Math.min(width - 1, Math.max(0, at))) + c]!,
          0,
        );
  }
  return out;
}

const bicubic = (image: Raster): Raster => stretchedAndTurned(stretchedAndTurned(image));

const inner = ({ width, height, data }: Raster): readonly number[] => {
  const values: number[] = [];
  for (let y = RIM; y < height - RIM; y++)
    for (let x = RIM; x < width - RIM; x++) for (let c = 0; c < 3; c++) values.push(data[4 * (y * width + x) + c]!);
  return values;
};

const likeness = (image: Raster, truth: Raster): number => psnr(inner(image), inner(truth));

async function coded(run: Run, image: Raster): Promise<Raster> {
  const { latent } = await run("vae_encoder", { image: toPlanes(image, RGB, 1 / 127.5, -1) });
  return fromPlanes(output(await run("vae_decoder", { latent: latent! }), "image"));
}

export interface Upscaling {
  /** dB, of drawings. */
  readonly gain: number;
  /** dB, of what the autoencoder leaves of them. */
  readonly gainCoded: number;
  readonly seconds: number;
}

/** @returns null where the pack has no upscaler */
export async function measureUpscaler({ run, pack }: OpenPack, pictures: EvaluationSet["pictures"]): Promise<Upscaling | null> {
  const { master } = pack;
  if (master === undefined) return null;
  const enlarged = (image: Raster): Promise<Raster> => upscale(run, master, image, () => undefined);
  const [gain, gainCoded]: [number[], number[]] = [[], []];
  for (const truth of squares()) {
    const small = shrunk(truth);
    const decoded = await coded(run, small);
    gain.push(likeness(await enlarged(small), truth) - likeness(bicubic(small), truth));
    gainCoded.push(likeness(await enlarged(decoded), truth) - likeness(bicubic(decoded), truth));
  }
  const seconds: number[] = [];
  for (const { file } of pictures.slice(0, 3)) {
    const picture = pictureAt(file);
    const began = performance.now();
    await enlarged(picture);
    seconds.push((performance.now() - began) / 1000);
  }
  return { gain: mean(gain), gainCoded: mean(gainCoded), seconds: Math.min(...seconds) };
}
