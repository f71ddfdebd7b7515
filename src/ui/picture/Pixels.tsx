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
  const draw = ({ width, height, rgba }: PixelData): void => {
    canvas.width = width;
    canvas.height = height;
    canvas.getContext("2d")?.putImageData(new ImageData(rgba, width, height), 0, 0);
  };
  createEffect(on(() => props.pixels, draw));
  return (
    <canvas
      ref={canvas}
      class={styles["pixels"]}
      role="img"
      aria-label={props.label}
      // When the browser's graphics process has died, every canvas comes back empty.
      onContextRestored={() => draw(props.pixels)}
    />
  );
}
