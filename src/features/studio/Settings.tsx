/**
 * @file How a shoot is drawn: quality with its measured time, how many pictures, their shape, the seed, how much of the person, and which way they look.
 */
import { Show } from "solid-js";
import { MAX_STRENGTH } from "~/contracts/layers";
import type { PresetName } from "~/contracts/manifest";
import type { Size } from "~/contracts/request";
import { samplerName, samplersOf, type SamplerName } from "~/contracts/sampler";
import { SAMPLER_WORDS } from "~/services/drawing-words";
import { IconButton } from "~/ui/button/IconButton";
import { Segmented } from "~/ui/field/Segmented";
import { Select } from "~/ui/field/Select";
import { Slider } from "~/ui/field/Slider";
import { turned } from "~/ui/text/numbers";
import { MAX_PICTURES, MAX_TURN, ownOr, randomSeed } from "./draft";
import styles from "./Settings.module.css";
import type { Studio } from "./studio";
import { words } from "./words";

const PRESETS: readonly PresetName[] = ["draft", "standard", "signature"];

const shapeOf = ({ width, height }: Size): string => `${words.shapes(width, height)} · ${width} × ${height}`;

export function Settings(props: { readonly studio: Studio }) {
  const draft = () => props.studio.draft();
  const takes = (preset: PresetName): string | undefined => {
    const each = props.studio.takes(props.studio.pack.presets[preset]);
    return each === undefined ? undefined : words.settings.takes(each);
  };
  return (
    <section class={styles["settings"]} aria-label={words.settings.title}>
      <Segmented
        label={words.settings.quality}
        value={draft().preset}
        segments={PRESETS.map((preset) => ({ value: preset, label: words.settings.presets[preset], detail: takes(preset) }))}
        onChange={(preset) => props.studio.change({ preset })}
      />
      <dl class={styles["rows"]}>
        <div>
          <dt>{words.settings.pictures}</dt>
          <dd>
            <button
              class={styles["step"]}
              type="button"
              aria-label={words.settings.fewer}
              disabled={draft().pictures <= 1}
              onClick={() => props.studio.change({ pictures: draft().pictures - 1 })}
            >
              −
            </button>
            <output>{draft().pictures}</output>
            <button
              class={styles["step"]}
              type="button"
              aria-label={words.settings.more}
              disabled={draft().pictures >= MAX_PICTURES}
              onClick={() => props.studio.change({ pictures: draft().pictures + 1 })}
            >
              +
            </button>
          </dd>
        </div>
        <div>
          <dt id="studio-shape">{words.settings.shape}</dt>
          <dd>
            <Show when={props.studio.pack.sizes.length > 1} fallback={shapeOf(props.studio.pack.sizes[0]!)}>
              <Select
                compact
                labelledBy="studio-shape"
                options={props.studio.pack.sizes.map((size, index) => ({ value: String(index), label: shapeOf(size) }))}
                value={String(draft().size)}
                onChange={(index) => props.studio.change({ size: Number(index) })}
              />
            </Show>
          </dd>
        </div>
        <Show when={samplersOf(props.studio.pack).length > 1}>
          <div>
            <dt id="studio-sampler">{words.settings.sampler}</dt>
            <dd>
              <Select
                compact
                labelledBy="studio-sampler"
                options={samplersOf(props.studio.pack).map((sampler, i) => ({
                  value: samplerName(sampler),
                  label: words.settings.samplerNamed(SAMPLER_WORDS[samplerName(sampler)], i === 0),
                }))}
                value={props.studio.request().sampler}
                onChange={(name) => props.studio.change({ sampler: ownOr(props.studio.pack, name as SamplerName) })}
              />
            </dd>
          </div>
        </Show>
        <div>
          <dt>{words.settings.seed}</dt>
          <dd>
            <output class={styles["number"]}>{draft().seed}</output>
            <IconButton
              icon="dice"
              label={words.settings.newSeed}
              onClick={() => props.studio.change({ seed: randomSeed(Math.random) })}
            />
            <IconButton
              icon={draft().seedLocked ? "lock" : "unlock"}
              label={draft().seedLocked ? words.settings.unlockSeed : words.settings.lockSeed}
              pressed={draft().seedLocked}
              onClick={() => props.studio.change({ seedLocked: !draft().seedLocked })}
            />
          </dd>
        </div>
      </dl>
      <Slider
        label={words.settings.identity}
        min={0}
        max={MAX_STRENGTH}
        step={0.05}
        value={draft().identityStrength}
        say={(value) => value.toFixed(2)}
        onChange={(identityStrength) => props.studio.change({ identityStrength })}
      />
      <Show when={props.studio.pack.pose}>
        <Slider
          label={words.settings.turn}
          min={-MAX_TURN}
          max={MAX_TURN}
          step={5}
          value={draft().turn}
          say={turned}
          onChange={(turn) => props.studio.change({ turn })}
        />
      </Show>
      <Show when={props.studio.pack.safety.checker === null}>
        <p class={styles["safety"]}>
          {words.settings.safety}: {props.studio.pack.safety.reason}
        </p>
      </Show>
    </section>
  );
}
