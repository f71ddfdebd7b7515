/**
 * @file The packs that are known and cannot be installed: what each would be, and what it still lacks.
 */
import { createResource, For, Show } from "solid-js";
import type { Candidate } from "~/contracts/candidates";
import { packBytes } from "~/contracts/manifest";
import { useServices } from "~/services/context";
import { bytes } from "~/ui/text/numbers";
import styles from "./Candidates.module.css";
import { words } from "./words";

export function Candidates() {
  const { packs } = useServices();
  const [known] = createResource(packs.candidates);
  return (
    <Show when={known.latest?.length}>
      <section class={styles["known"]} aria-labelledby="candidates">
        <h2 class={styles["title"]} id="candidates">
          {words.candidates.title}
        </h2>
        <p class={styles["lede"]}>{words.candidates.lede}</p>
        <ul class={styles["list"]}>
          <For each={known.latest}>{(candidate) => <Entry {...candidate} />}</For>
        </ul>
      </section>
    </Show>
  );
}

function Entry(props: Candidate) {
  return (
    <li class={styles["entry"]}>
      <h3 class={styles["name"]}>{props.pack.name}</h3>
      <p>{props.pack.purpose}</p>
      <p class={styles["terms"]}>
        {bytes(packBytes(props.pack))}. {props.pack.licence.name}: {props.pack.licence.limits}
      </p>
      <p class={styles["terms"]}>{words.candidates.lacks}</p>
      <ul class={styles["reasons"]}>
        <For each={props.lacks}>{(lack) => <li>{words.candidates.lack[lack]}</li>}</For>
      </ul>
    </li>
  );
}
