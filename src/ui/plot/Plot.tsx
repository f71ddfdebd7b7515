/**
 * @file Lines over numbers, drawn by uPlot on a canvas, in the colours of the theme. What the lines say is said in words too.
 */
import { createEffect, For, on, onCleanup, onMount } from "solid-js";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import styles from "./Plot.module.css";

export interface Line {
  readonly label: string;
  readonly values: readonly number[];
  readonly tone: "accent" | "dim" | "ink";
  readonly dashed?: boolean | undefined;
  /** Marks every value; for few of them. */
  readonly dots?: boolean | undefined;
}

interface Props {
  /** Of all lines; from 0 on. */
  readonly at: readonly number[];
  readonly lines: readonly Line[];
  /** Lowest and highest value shown; the data's own where absent. */
  readonly range?: readonly [number, number] | undefined;
  /** Where `at` ends though there are no values yet. */
  readonly until?: number | undefined;
  readonly height?: number | undefined;
  /** For whoever cannot see it. */
  readonly words: string;
}

const HEIGHT = 180;
const DASH = [5, 4];

export function Plot(props: Props) {
  let host!: HTMLDivElement;
  let plot: uPlot | undefined;

  /** A canvas does not know custom properties, nor `light-dark`. */
  const colour = (name: string): string => {
    host.style.color = `var(--${name})`;
    const found = getComputedStyle(host).color;
    host.style.color = "";
    return found;
  };
  const data = (): uPlot.AlignedData => [[...props.at], ...props.lines.map(({ values }) => [...values])];
  const axis = (): uPlot.Axis => ({
    stroke: () => colour("dim"),
    grid: { stroke: () => colour("line"), width: 1 },
    ticks: { show: false },
    font: `12px ${getComputedStyle(host).fontFamily}`,
  });

  onMount(() => {
    const options: uPlot.Options = {
      width: host.clientWidth,
      height: props.height ?? HEIGHT,
      legend: { show: false },
      cursor: { show: false },
      scales: {
        x: { time: false, range: () => [0, props.until ?? props.at.at(-1) ?? 1] },
        y: props.range ? { range: [...props.range] as [number, number] } : {},
      },
      axes: [
        { ...axis(), size: 28 },
        { ...axis(), size: 44 },
      ],
      series: [
        {},
        ...props.lines.map(({ tone, dashed, dots }) => ({
          stroke: () => colour(tone),
          width: 2,
          ...(dashed && { dash: DASH }),
          points: { show: dots ?? false, size: 7, fill: () => colour(tone) },
        })),
      ],
    };
    plot = new uPlot(options, data(), host);
    const sized = new ResizeObserver(() => plot?.setSize({ width: host.clientWidth, height: props.height ?? HEIGHT }));
    sized.observe(host);
    const redraw = (): void => plot?.redraw(false);
    const themed = new MutationObserver(redraw);
    themed.observe(document.documentElement, { attributes: true });
    const dark = matchMedia("(prefers-color-scheme: dark)");
    dark.addEventListener("change", redraw);
    onCleanup(() => {
      sized.disconnect();
      themed.disconnect();
      dark.removeEventListener("change", redraw);
      plot?.destroy();
    });
  });
  createEffect(on(data, (values) => plot?.setData(values), { defer: true }));

  return (
    <figure class={styles["figure"]}>
      <div ref={host} class={styles["plot"]} role="img" aria-label={props.words} />
      <figcaption class={styles["legend"]} aria-hidden="true">
        <For each={props.lines}>
          {(line) => (
            <span class={styles["key"]} data-tone={line.tone} data-dashed={line.dashed ? "" : undefined}>
              {line.label}
            </span>
          )}
        </For>
      </figcaption>
    </figure>
  );
}
