/** @file How people are learned on this device, and under Advanced what of them: choices that stay. */
import { Show } from "solid-js";
import { BRIEF_STEPS, type Learned, OWN_STEPS, RANKS } from "~/contracts/recipe";
import { useServices } from "~/services/context";
import { type Segment, Segmented } from "~/ui/field/Segmented";
import { Slider } from "~/ui/field/Slider";
import styles from "./HowCareful.module.css";
import { words } from "./words";

type Place = "up" | "all";

const WHATS = ["tokens", "both", "deltas"] as const;

const whats: readonly Segment<Learned["what"]>[] = WHATS.map((value) => ({ value, ...words.learned.whats[value] }));

const ranks: readonly Segment<`${Learned["rank"]}`>[] = RANKS.map((rank) => ({
  value: `${rank}`,
  label: `${rank}`,
  detail: words.learned.rankDetail[rank],
}));

const places: readonly Segment<Place>[] = [
  { value: "up", ...words.learned.upBlocks },
  { value: "all", ...words.learned.everywhere },
];

export function HowCareful() {
  const { vault } = useServices();
  /** null where somebody has not said how many. */
  const own = (): number | null => {
    const care = vault.care();
    return typeof care === "number" ? care : null;
  };
  const way = () => {
    const care = vault.care();
    return typeof care === "number" ? "own" : care;
  };
  const change = (part: Partial<Learned>): void => vault.setLearned({ ...vault.learned(), ...part });
  return (
    <>
      <Segmented
        label={words.way.label}
        value={way()}
        segments={[
          { value: "briefly", label: words.way.briefly, detail: words.way.brieflyDetail(BRIEF_STEPS) },
          { value: "thoroughly", label: words.way.thoroughly, detail: words.way.thoroughlyDetail },
          { value: "own", label: words.way.own, detail: words.way.brieflyDetail(own() ?? OWN_STEPS.usual) },
        ]}
        onChange={(chosen) => vault.setCare(chosen === "own" ? OWN_STEPS.usual : chosen)}
      />
      <Show when={own()}>
        {(steps) => (
          <div class={styles["own"]}>
            <Slider
              label={words.way.ownLabel}
              value={steps()}
              min={OWN_STEPS.fewest}
              max={OWN_STEPS.most}
              step={1}
              say={words.way.brieflyDetail}
              onChange={(value) => vault.setCare(value)}
            />
            <p class={styles["note"]}>{words.way.ownNote}</p>
          </div>
        )}
      </Show>
      <details class={styles["advanced"]}>
        <summary>{words.learned.advanced}</summary>
        <div class={styles["choices"]}>
          <Segmented
            label={words.learned.what}
            value={vault.learned().what}
            segments={whats}
            onChange={(what) => change({ what })}
          />
          <Show when={vault.learned().what !== "tokens"}>
            <Segmented
              label={words.learned.rank}
              value={`${vault.learned().rank}`}
              segments={ranks}
              onChange={(value) => change({ rank: RANKS.find((rank) => `${rank}` === value) ?? vault.learned().rank })}
            />
            <Segmented
              label={words.learned.where}
              value={vault.learned().everywhere ? "all" : "up"}
              segments={places}
              onChange={(place) => change({ everywhere: place === "all" })}
            />
          </Show>
        </div>
      </details>
    </>
  );
}
