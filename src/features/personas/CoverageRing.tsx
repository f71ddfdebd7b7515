/**
 * @file From which sides a face has been seen, drawn as a half circle around a head seen from above.
 */
import { For } from "solid-js";
import styles from "./CoverageRing.module.css";
import { coverage, SIDES, wanted } from "./readiness";
import { words } from "./words";

const RADIUS = 80;
const CENTRE = 100;
/** The half circle stands for this much turning to either side. */
const FURTHEST = 45;
const GAP = 2.5;
const EDGES = [-FURTHEST, -24, -9, 9, 24, FURTHEST] as const;

/** Degrees of yaw to a point on the circle; the front is at the top. */
function at(yaw: number, radius: number): string {
  const angle = ((Math.max(-FURTHEST, Math.min(FURTHEST, yaw)) / FURTHEST) * Math.PI) / 2;
  return `${(CENTRE + radius * Math.sin(angle)).toFixed(2)} ${(CENTRE - radius * Math.cos(angle)).toFixed(2)}`;
}

const arc = (from: number, to: number): string => `M${at(from, RADIUS)} A${RADIUS} ${RADIUS} 0 0 1 ${at(to, RADIUS)}`;

const list = new Intl.ListFormat("en", { type: "conjunction" });

export function CoverageRing(props: { readonly yaws: readonly number[] }) {
  const counts = () => coverage(props.yaws);
  const sides = (indices: readonly number[]): string => list.format(indices.map((index) => words.coverage.sides[index] ?? ""));
  const seen = () => counts().flatMap((count, index) => (count > 0 ? [index] : []));
  const advice = (): string => {
    if (props.yaws.length === 0) return words.coverage.none;
    const missing = wanted(counts());
    return missing.length === 0 ? words.coverage.all : words.coverage.missing(sides(missing));
  };
  return (
    <figure class={styles["figure"]}>
      <svg
        class={styles["ring"]}
        viewBox="0 0 200 112"
        role="img"
        aria-label={props.yaws.length === 0 ? words.coverage.none : words.coverage.name(sides(seen()))}
      >
        <For each={Array.from({ length: SIDES }, (_, index) => index)}>
          {(index) => (
            <path
              class={styles["side"]}
              data-seen={(counts()[index] ?? 0) > 0 ? "" : undefined}
              d={arc((EDGES[index] ?? 0) + GAP / 2, (EDGES[index + 1] ?? 0) - GAP / 2)}
            />
          )}
        </For>
        <For each={props.yaws}>
          {(yaw) => <path class={styles["look"]} d={`M${at(yaw, RADIUS - 12)} L${at(yaw, RADIUS - 22)}`} />}
        </For>
        <path class={styles["head"]} d="M78 106c0-20 8-33 22-33s22 13 22 33M94 74l6-8 6 8" />
      </svg>
      <figcaption class={styles["advice"]}>{advice()}</figcaption>
    </figure>
  );
}
