/**
 * @file Every picture of this persona that was not rejected, newest first.
 */
import { For, Show } from "solid-js";
import { thumbnailId, type Picture } from "~/contracts/records";
import { useServices } from "~/services/context";
import { Frame } from "~/ui/picture/Frame";
import { atTime } from "~/ui/text/numbers";
import styles from "./History.module.css";
import type { Studio } from "./studio";
import { words } from "./words";

function Entry(props: { readonly picture: Picture; readonly onShow: () => void }) {
  const { pictures } = useServices();
  const url = pictures.image(() => thumbnailId(props.picture.id));
  const look = () =>
    props.picture.request.layers
      .filter(({ kind, words: said }) => (kind === "hair" || kind === "scene") && said)
      .map(({ words: said }) => said)
      .join(", ");
  return (
    <li>
      <button
        class={styles["entry"]}
        type="button"
        aria-label={words.history.open(atTime(props.picture.createdAt), look())}
        onClick={() => props.onShow()}
      >
        <Frame src={url()} alt="" width={props.picture.width} height={props.picture.height} />
        <span class={styles["look"]}>{look()}</span>
      </button>
    </li>
  );
}

export function History(props: { readonly studio: Studio }) {
  return (
    <section aria-label={words.history.title}>
      <h2 class={styles["title"]}>{words.history.title}</h2>
      <Show when={props.studio.pictures().length > 0} fallback={<p class={styles["empty"]}>{words.history.empty}</p>}>
        <ul class={styles["grid"]}>
          <For each={props.studio.pictures()}>
            {(picture) => <Entry picture={picture} onShow={() => props.studio.show(picture.id)} />}
          </For>
        </ul>
      </Show>
    </section>
  );
}
