/**
 * @file Every picture of this persona that was not rejected, newest first.
 */
import { createMemo, For, Show } from "solid-js";
import { thumbnailId, type Picture } from "~/contracts/records";
import { useServices } from "~/services/context";
import { ButtonLink } from "~/ui/button/Button";
import { Frame } from "~/ui/picture/Frame";
import { atTime } from "~/ui/text/numbers";
import { words as editWords } from "./edit/words";
import { captionsOf } from "./captions";
import styles from "./History.module.css";
import { Panel } from "./Panel";
import type { Studio } from "./studio";
import { words } from "./words";

function Entry(props: { readonly picture: Picture; readonly caption: string; readonly onShow: () => void }) {
  const { pictures } = useServices();
  const url = pictures.image(() => thumbnailId(props.picture.id));
  return (
    <li>
      <button
        class={styles["entry"]}
        type="button"
        aria-label={words.history.open(atTime(props.picture.createdAt), props.caption)}
        onClick={() => props.onShow()}
      >
        <Frame src={url()} alt="" width={props.picture.width} height={props.picture.height} />
        <span class={styles["look"]}>{props.caption}</span>
      </button>
    </li>
  );
}

export function History(props: { readonly studio: Studio }) {
  const captions = createMemo(() => captionsOf(props.studio.pictures()));
  return (
    <Panel
      title={words.history.title}
      tools={
        <ButtonLink look="quiet" icon="image" href={`/studio/${props.studio.persona.id}/import`}>
          {editWords.import.open}
        </ButtonLink>
      }
    >
      <Show when={props.studio.pictures().length > 0} fallback={<p class={styles["empty"]}>{words.history.empty}</p>}>
        <ul class={styles["grid"]}>
          <For each={props.studio.pictures()}>
            {(picture) => (
              <Entry picture={picture} caption={captions().get(picture.id) ?? ""} onShow={() => props.studio.show(picture.id)} />
            )}
          </For>
        </ul>
      </Show>
    </Panel>
  );
}
