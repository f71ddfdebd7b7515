/**
 * @file Four portraits that sharpen while they are drawn, each with its likeness once it has been measured.
 */
import { For, Show } from "solid-js";
import type { Probe } from "~/services/learning";
import { likenessWords } from "~/services/likeness-words";
import { Frame } from "~/ui/picture/Frame";
import { Pixels } from "~/ui/picture/Pixels";
import styles from "./Probes.module.css";
import { words } from "./words";

const COUNT = 4;

export function Probes(props: { readonly probes: readonly Probe[]; readonly running: boolean }) {
  const at = (index: number) => props.probes.find((probe) => probe.index === index);
  const caption = (index: number): string => {
    const probe = at(index);
    if (!probe) return words.probeWaiting;
    return probe.likeness === null && props.running ? words.measuring : likenessWords(probe.likeness);
  };
  return (
    <ul class={styles["probes"]} aria-label={words.probes}>
      <For each={Array.from({ length: COUNT }, (_, index) => index)}>
        {(index) => (
          <li>
            <Frame src={undefined} alt="">
              <Show when={at(index)}>{(probe) => <Pixels pixels={probe().preview} label={words.probe(index)} />}</Show>
            </Frame>
            <p class={styles["caption"]} data-known={at(index) ? "" : undefined}>
              {caption(index)}
            </p>
          </li>
        )}
      </For>
    </ul>
  );
}
