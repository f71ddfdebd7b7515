/** @file The photographs on their way through the inspector: a row of small pictures, ticked one by one. */
import { For, Match, Switch } from "solid-js";
import { isUsable } from "~/contracts/faces";
import { type Photograph, thumbnailId } from "~/contracts/records";
import { useServices } from "~/services/context";
import { Icon } from "~/ui/icon/Icon";
import { Frame } from "~/ui/picture/Frame";
import { Spinner } from "~/ui/progress/Spinner";
import styles from "./Arrivals.module.css";
import { words } from "./words";

function Arrived(props: { readonly photograph: Photograph; readonly index: number; readonly of: number }) {
  const { pictures } = useServices();
  const image = pictures.image(() => thumbnailId(props.photograph.id));
  const state = (): keyof typeof words.arrived => {
    const { inspection } = props.photograph;
    if (inspection === null) return "looking";
    return isUsable(inspection) ? "good" : "aside";
  };
  return (
    <li class={styles["photo"]} data-state={state()}>
      <Frame src={image()} alt={`${words.photograph(props.index + 1, props.of)}: ${words.arrived[state()]}`} eager>
        <span class={styles["mark"]} aria-hidden="true">
          <Switch fallback={<Spinner />}>
            <Match when={state() === "good"}>
              <Icon name="check" />
            </Match>
            <Match when={state() === "aside"}>
              <Icon name="warning" />
            </Match>
          </Switch>
        </span>
      </Frame>
    </li>
  );
}

export function Arrivals(props: { readonly photographs: readonly Photograph[] }) {
  return (
    <ul class={styles["photos"]} aria-label={words.photographs}>
      <For each={props.photographs}>
        {(photograph, index) => <Arrived photograph={photograph} index={index()} of={props.photographs.length} />}
      </For>
    </ul>
  );
}
