/**
 * @file The tree behind one picture: what it went on from and what it led to, each with what was changed.
 */
import { createMemo, For, Show } from "solid-js";
import { differences } from "~/contracts/look-words";
import { thumbnailId, type Picture } from "~/contracts/records";
import { useServices } from "~/services/context";
import { Frame } from "~/ui/picture/Frame";
import { atTime } from "~/ui/text/numbers";
import type { Library } from "./library";
import styles from "./Tree.module.css";
import { words } from "./words";

function Relative(props: { readonly picture: Picture; readonly change: string; readonly onOpen: () => void }) {
  const { pictures } = useServices();
  const url = pictures.image(() => thumbnailId(props.picture.id));
  return (
    <li>
      <button
        class={styles["relative"]}
        type="button"
        aria-label={words.detail.open(props.change, atTime(props.picture.createdAt))}
        onClick={() => props.onOpen()}
      >
        <Frame src={url()} alt="" width={props.picture.width} height={props.picture.height} />
        <span class={styles["change"]}>{props.change}</span>
      </button>
    </li>
  );
}

export function Tree(props: { readonly library: Library; readonly picture: Picture }) {
  const all = () => props.library.all() ?? [];
  const parent = createMemo(() => all().find(({ id }) => id === props.picture.parentId));
  const children = createMemo(() => all().filter(({ parentId }) => parentId === props.picture.id));
  const verb = (from: Picture, to: Picture): string => words.verb(differences(from.request, to.request));
  return (
    <Show when={parent() !== undefined || children().length > 0}>
      <section class={styles["tree"]}>
        <h3 class={styles["heading"]}>{words.detail.tree}</h3>
        <Show when={parent()}>
          {(from) => (
            <div>
              <p class={styles["way"]}>{words.detail.parent}</p>
              <ul class={styles["row"]}>
                <Relative picture={from()} change={verb(from(), props.picture)} onOpen={() => props.library.show(from().id)} />
              </ul>
            </div>
          )}
        </Show>
        <Show when={children().length > 0}>
          <div>
            <p class={styles["way"]}>{words.detail.children}</p>
            <ul class={styles["row"]}>
              <For each={children()}>
                {(to) => <Relative picture={to} change={verb(props.picture, to)} onOpen={() => props.library.show(to.id)} />}
              </For>
            </ul>
          </div>
        </Show>
      </section>
    </Show>
  );
}
