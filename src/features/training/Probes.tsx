/**
 * @file Four portraits that sharpen while they are drawn, each with its likeness once it has been measured.
 *
 * While training runs they are small previews; when the version is stored, its own pictures take their places.
 */
import { For, Show } from "solid-js";
import type { IndividualModel } from "~/contracts/records";
import { useServices } from "~/services/context";
import type { Probe } from "~/services/learning";
import { likenessWords } from "~/services/likeness-words";
import { Frame } from "~/ui/picture/Frame";
import { Pixels } from "~/ui/picture/Pixels";
import styles from "./Probes.module.css";
import { words } from "./words";

const COUNT = 4;

interface Props {
  readonly probes: readonly Probe[];
  /** How many are finished; the others are still being drawn. */
  readonly drawn: number;
  /** Absent while it is being made. */
  readonly model?: IndividualModel | undefined;
}

export function Probes(props: Props) {
  const { pictures } = useServices();
  const at = (index: number) => props.probes.find((probe) => probe.index === index);
  const caption = (index: number): string => {
    const stored = props.model?.probes[index];
    if (stored) return likenessWords(stored.likeness);
    const probe = at(index);
    if (!probe) return words.probeWaiting;
    return probe.likeness === null && index >= props.drawn ? words.drawing : likenessWords(probe.likeness);
  };
  return (
    <ul class={styles["probes"]} aria-label={words.probes}>
      <For each={Array.from({ length: COUNT }, (_, index) => index)}>
        {(index) => {
          const stored = pictures.image(() => props.model?.probes[index]?.blobId);
          return (
            <li>
              <Frame src={stored()} alt={words.probe(index)}>
                <Show when={!stored() && at(index)}>
                  {(probe) => <Pixels pixels={probe().preview} label={words.probe(index)} />}
                </Show>
              </Frame>
              <p class={styles["caption"]} data-known={at(index) || props.model ? "" : undefined}>
                {caption(index)}
              </p>
            </li>
          );
        }}
      </For>
    </ul>
  );
}
