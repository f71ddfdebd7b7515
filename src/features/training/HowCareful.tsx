/** @file How people are learned on this device, and under Advanced what of them: choices that stay. */
import { Show } from "solid-js";
import { projectsPeople } from "~/contracts/abilities";
import type { Pack } from "~/contracts/manifest";
import { BRIEF_STEPS, type Learned, RANKS } from "~/contracts/recipe";
import { useServices } from "~/services/context";
import { type Segment, Segmented } from "~/ui/field/Segmented";
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

export function HowCareful(props: { readonly pack: Pack }) {
  const { vault } = useServices();
  /** A pack that projects nobody learns them in steps. */
  const atOnce = () => projectsPeople(props.pack);
  const care = () => (vault.care() === "at-once" && !atOnce() ? "briefly" : vault.care());
  const change = (part: Partial<Learned>): void => vault.setLearned({ ...vault.learned(), ...part });
  return (
    <>
      <Segmented
        label={words.way.label}
        value={care()}
        segments={[
          ...(atOnce() ? [{ value: "at-once" as const, label: words.way.atOnce, detail: words.way.atOnceDetail }] : []),
          { value: "briefly", label: words.way.briefly, detail: words.way.brieflyDetail(BRIEF_STEPS) },
          { value: "thoroughly", label: words.way.thoroughly, detail: words.way.thoroughlyDetail },
        ]}
        onChange={(care) => vault.setCare(care)}
      />
      <Show when={care() !== "at-once"}>
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
      </Show>
    </>
  );
}
