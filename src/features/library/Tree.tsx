/**
 * @file The tree that a picture belongs to: what it began with and everything that came of it, each with what was done. It is walked by arrow
 * keys, and leads to the picture that is pressed.
 */
import { createMemo, createSignal, For, Show } from "solid-js";
import { thumbnailId, type Picture } from "~/contracts/records";
import { useServices } from "~/services/context";
import { Button } from "~/ui/button/Button";
import { Frame } from "~/ui/picture/Frame";
import { createNear } from "~/ui/picture/near";
import { announce } from "~/ui/text/announce";
import { atTime } from "~/ui/text/numbers";
import { cameAbout } from "./changes";
import { familyOf, type Relative } from "./family";
import { isPlain } from "./keys";
import type { Library } from "./library";
import styles from "./Tree.module.css";
import { words } from "./words";

/** Deeper than this, a generation is not set further in: the tree has to fit beside the picture. */
const DEEPEST = 5;

function Item(props: {
  readonly relative: Relative;
  readonly current: boolean;
  readonly reachable: boolean;
  readonly onOpen: () => void;
  readonly onFocus: () => void;
}) {
  const { pictures } = useServices();
  const [near, watch] = createNear();
  const picture = () => props.relative.picture;
  const url = pictures.image(() => (near() ? thumbnailId(picture().id) : null));
  const how = () => cameAbout(props.relative.parent, picture());
  return (
    <li
      ref={(element) => {
        watch(element);
        element.style.setProperty("--depth", String(Math.min(DEEPEST, props.relative.depth)));
      }}
      class={styles["relative"]}
      role="treeitem"
      data-relative={picture().id}
      tabIndex={props.reachable ? 0 : -1}
      aria-level={props.relative.depth + 1}
      aria-posinset={props.relative.place}
      aria-setsize={props.relative.of}
      aria-selected={props.current}
      aria-expanded={props.relative.children > 0 ? true : undefined}
      onClick={() => props.onOpen()}
      onFocus={() => props.onFocus()}
    >
      <Frame src={url()} alt="" width={picture().width} height={picture().height} />
      <span class={styles["how"]}>
        {/* The space keeps the two apart in the accessible name. */}
        {how()} <small class={styles["when"]}>{atTime(picture().createdAt)}</small>
      </span>
    </li>
  );
}

/** Said of a picture whose parent is in the trash or gone. */
function Orphan(props: { readonly parentId: string }) {
  const { pictures } = useServices();
  const trashed = pictures.trashed();
  const inTrash = () => (trashed() ?? []).some(({ id }) => id === props.parentId);
  const restore = async (): Promise<void> => {
    await pictures.restore([props.parentId]);
    announce(words.said.restored(1));
  };
  return (
    <Show when={trashed()}>
      <p class={styles["orphan"]}>
        {inTrash() ? words.tree.inTrash : words.tree.gone}
        <Show when={inTrash()}>
          <Button look="quiet" icon="undo" onClick={() => void restore()}>
            {words.trashed.restore}
          </Button>
        </Show>
      </p>
    </Show>
  );
}

interface Props {
  readonly library: Library;
  readonly picture: Picture;
  /** Side by side with the one that it went on from. */
  readonly onCompare: (parent: Picture) => void;
}

export function Tree(props: Props) {
  let list!: HTMLUListElement;
  const family = createMemo(() => familyOf(props.library.all() ?? [], props.picture.id));
  const mine = () => family().find(({ picture }) => picture.id === props.picture.id);
  const [at, setAt] = createSignal<string>();
  /** The one that the Tab key reaches. */
  const reachable = () => (family().some(({ picture }) => picture.id === at()) ? at() : props.picture.id);
  const orphaned = () => (mine()?.parent === undefined ? props.picture.parentId : undefined);

  const focus = (relative: Relative | undefined): void => {
    if (!relative) return;
    setAt(relative.picture.id);
    list.querySelector<HTMLElement>(`[data-relative="${CSS.escape(relative.picture.id)}"]`)?.focus();
  };
  const keys = (event: KeyboardEvent): void => {
    if (!isPlain(event)) return;
    const index = family().findIndex(({ picture }) => picture.id === reachable());
    const now = family()[index];
    if (!now) return;
    const moves: Readonly<Record<string, () => void>> = {
      ArrowDown: () => focus(family()[index + 1]),
      ArrowUp: () => focus(family()[index - 1]),
      ArrowLeft: () => focus(family().find(({ picture }) => picture.id === now.parent?.id)),
      ArrowRight: () => now.children > 0 && focus(family()[index + 1]),
      Home: () => focus(family()[0]),
      End: () => focus(family().at(-1)),
      Enter: () => props.library.show(now.picture.id),
      " ": () => props.library.show(now.picture.id),
    };
    const move = moves[event.key];
    if (!move) return;
    // The arrows of the picture itself walk the library.
    event.preventDefault();
    event.stopPropagation();
    move();
  };

  return (
    <Show when={family().length > 1 || orphaned() !== undefined}>
      <section class={styles["tree"]}>
        <div class={styles["head"]}>
          <h3 class={styles["heading"]}>{words.tree.title}</h3>
          <Show when={mine()?.parent}>
            {(parent) => (
              <Button look="quiet" icon="compare" onClick={() => props.onCompare(parent())}>
                {words.tree.compare}
              </Button>
            )}
          </Show>
        </div>
        <Show when={orphaned()}>{(id) => <Orphan parentId={id()} />}</Show>
        <Show when={family().length > 1}>
          <ul ref={list} class={styles["list"]} role="tree" aria-label={words.tree.label(family().length)} onKeyDown={keys}>
            <For each={family()}>
              {(relative) => (
                <Item
                  relative={relative}
                  current={relative.picture.id === props.picture.id}
                  reachable={relative.picture.id === reachable()}
                  onOpen={() => props.library.show(relative.picture.id)}
                  onFocus={() => setAt(relative.picture.id)}
                />
              )}
            </For>
          </ul>
        </Show>
      </section>
    </Show>
  );
}
