/**
 * @file The picture on the stage, drawn again with the look that is set now: how far from it, and how much of it may change.
 */
import { createSignal, onMount } from "solid-js";
import { findsParts } from "~/contracts/abilities";
import type { Picture } from "~/contracts/records";
import { MIN_EDIT_STRENGTH, REGION_LAYERS, type RegionLayer } from "~/contracts/request";
import { Button } from "~/ui/button/Button";
import { Segmented } from "~/ui/field/Segmented";
import { Slider } from "~/ui/field/Slider";
import { MOST_VARIED, VARIED, VARIED_REGION } from "./draft";
import type { Studio } from "./studio";
import styles from "./Vary.module.css";
import { words } from "./words";

const WHERE = ["all", ...REGION_LAYERS] as const;

export function Vary(props: { readonly studio: Studio; readonly picture: Picture }) {
  const [region, setRegion] = createSignal<RegionLayer | null>(null);
  const [strength, setStrength] = createSignal(VARIED);
  const choose = (where: RegionLayer | "all"): void => {
    setRegion(where === "all" ? null : where);
    setStrength(where === "all" ? VARIED : VARIED_REGION);
  };
  /** A pack that tells no parts of a picture apart changes all of it. */
  const wheres = () => (findsParts(props.studio.pack) ? WHERE : (["all"] as const));
  const time = () => {
    const { preset, pictures } = props.studio.draft();
    const each = props.studio.takes(props.studio.pack.presets[preset]);
    return each === undefined ? words.prompt.count(pictures) : words.prompt.about(pictures, each * pictures);
  };
  let panel!: HTMLDivElement;
  // On a phone it opens below what is seen, under what the thumb holds.
  onMount(() => panel.scrollIntoView({ block: "nearest" }));
  return (
    <div ref={panel} class={styles["vary"]} role="group" aria-label={words.vary.title}>
      <Segmented
        label={words.vary.where}
        value={region() ?? "all"}
        segments={wheres().map((where) => ({ value: where, label: where === "all" ? words.vary.all : words.layerNames[where] }))}
        onChange={choose}
      />
      <div class={styles["foot"]}>
        <Slider
          label={words.vary.strength}
          min={MIN_EDIT_STRENGTH}
          max={MOST_VARIED}
          step={0.05}
          value={strength()}
          say={words.vary.strengthWords}
          onChange={setStrength}
        />
        <Button detail={time()} onClick={() => void props.studio.vary(props.picture, { strength: strength(), region: region() })}>
          {words.vary.draw}
        </Button>
      </div>
    </div>
  );
}
