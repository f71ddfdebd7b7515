/**
 * @file What a training came to, look by look: likeness that should rise, drift that should not, the look that is kept, and why it ended.
 */
import { Show } from "solid-js";
import { bestLook, endOf, learnedBy, type Look, type Recipe } from "~/contracts/recipe";
import { Plot } from "~/ui/plot/Plot";
import styles from "./Curve.module.css";
import { words } from "./words";

interface Props {
  readonly looks: readonly Look[];
  readonly losses: readonly number[];
  readonly recipe: Recipe;
}

/** Mean of so many losses around each: single ones say more about the noise than about the person. */
const SMOOTHED = 15;

const smoothed = (losses: readonly number[]): readonly number[] =>
  losses.map((_, i) => {
    const near = losses.slice(Math.max(0, i - SMOOTHED), i + SMOOTHED + 1);
    return near.reduce((sum, loss) => sum + loss, 0) / near.length;
  });

export function Curve(props: Props) {
  const best = () => bestLook(props.looks, props.recipe);
  const hasControl = () => props.looks.some(({ control }) => control !== undefined);
  /** Why not all steps were taken. */
  const early = () => {
    const end = endOf(props.looks, props.recipe);
    return end === "steps" ? null : end;
  };
  return (
    <div>
      <Plot
        at={props.looks.map(({ step }) => step)}
        lines={[
          { label: words.curve.likeness, values: props.looks.map(({ likeness }) => likeness), tone: "accent", dots: true },
          { label: words.curve.drift, values: props.looks.map(({ drift }) => drift), tone: "dim", dashed: true, dots: true },
          ...(hasControl()
            ? [
                {
                  label: words.curve.control,
                  values: props.looks.map(({ control = 0 }) => control),
                  tone: "ink",
                  dots: true,
                } as const,
              ]
            : []),
        ]}
        range={[0, 1]}
        until={props.recipe.steps}
        words={words.curve.said(props.looks)}
      />
      <Show when={best()}>
        {(look) => <p class={styles["best"]}>{words.curve.best(look(), props.looks[0]?.likeness ?? 0)}</p>}
      </Show>
      <Show when={early()}>{(why) => <p class={styles["note"]}>{words.curve.ended[why()]}</p>}</Show>
      <p class={styles["note"]}>{words.curve.note(hasControl(), props.recipe.driftLimit)}</p>
      <Show when={props.losses.length > 1}>
        <details class={styles["advanced"]}>
          <summary>{words.curve.advanced}</summary>
          <Plot
            at={props.losses.map((_, i) => i + 1)}
            lines={[{ label: words.curve.loss, values: smoothed(props.losses), tone: "ink" }]}
            until={props.recipe.steps}
            height={140}
            words={words.curve.lossSaid(props.losses.length, smoothed(props.losses).at(-1) ?? 0)}
          />
          <p>
            {words.curve.recipe(props.recipe.steps, props.recipe.seed)} {words.learned.said(learnedBy(props.recipe))}
          </p>
        </details>
      </Show>
    </div>
  );
}
