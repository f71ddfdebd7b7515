/**
 * @file A small preview that arrived as numbers, drawn on a canvas and stretched smoothly.
 */
import { createEffect, on } from "solid-js";
import styles from "./Pixels.module.css";

export interface PixelData {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8ClampedArray<ArrayBuffer>;
}

interface Props {
  readonly pixels: PixelData;
  readonly label: string;
}

export function Pixels(props: Props) {
  let canvas!: HTMLCanvasElement;
  createEffect(
    on(
      () => props.pixels,
      (pixels) => {
        canvas.width = pixels.width;
        canvas.height = pixels.height;
        canvas.getContext("2d")?.putImageData(new ImageData(pixels.rgba, pixels.width, pixels.height), 0, 0);
      },
    ),
  );
  return <canvas ref={canvas} class={styles["pixels"]} role="img" aria-label={props.label} />;
}
