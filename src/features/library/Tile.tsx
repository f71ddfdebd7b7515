/**
 * @file One place of the grid, and the picture that has it now: press it to look closely, tick it to select.
 *
 * While somebody scrolls, a place is handed from picture to picture: nothing of it is made anew, and what stays the same is left alone.
 */
import { createMemo, Show, untrack } from "solid-js";
import type { Picture } from "~/contracts/records";
import { Icon } from "~/ui/icon/Icon";
import { atTime } from "~/ui/text/numbers";
import { MarkBadge } from "./MarkBadge";
import type { Thumbnails } from "./thumbnails";
import styles from "./Tile.module.css";
import { words } from "./words";

interface Props {
  /** Undefined behind the last one. */
  readonly picture: Picture | undefined;
  readonly name: string;
  /** In all that are shown, from 0; the others may not be there. */
  readonly index: number;
  readonly of: number;
  /** From 1. */
  readonly column: number;
  /** Pixels below the top of the list. */
  readonly top: number;
  readonly hurried: boolean;
  readonly thumbnail: Thumbnails;
  readonly selected: boolean;
  /** The one tile of the grid that the Tab key reaches. */
  readonly current: boolean;
  readonly onPress: (event: MouseEvent) => void;
  readonly onToggle: () => void;
}

export function Tile(props: Props) {
  const id = createMemo(() => props.picture?.id ?? null);
  const thumbnail = untrack(() => props.thumbnail);
  const url = thumbnail(
    () => id(),
    () => props.hurried,
  );
  const label = (picture: Picture | undefined) => picture && words.grid.picture(picture, props.name);
  return (
    <li
      class={styles["tile"]}
      hidden={props.picture === undefined}
      style={{ "--column": String(props.column), "--top": `${props.top}px` }}
      aria-posinset={props.index + 1}
      aria-setsize={props.of}
      data-selected={props.selected ? "" : undefined}
      data-mark={props.picture?.mark ?? undefined}
    >
      <button
        class={styles["open"]}
        type="button"
        data-tile={id()}
        tabIndex={props.current ? 0 : -1}
        aria-label={label(props.picture)}
        onClick={(event) => props.onPress(event)}
      >
        <span class={styles["frame"]}>
          <img class={styles["image"]} src={url() ?? undefined} alt="" decoding="async" draggable={false} />
          <Show when={url() === null}>
            <span class={styles["gone"]}>{words.gone.short}</span>
          </Show>
        </span>
        <Show when={props.picture?.mark}>
          {(mark) => (
            <span class={styles["mark"]}>
              <MarkBadge mark={mark()} />
            </span>
          )}
        </Show>
        <span class={styles["line"]}>
          <span class={styles["name"]}>{props.name}</span>
          <Show when={props.picture?.stars}>{(stars) => <span class={styles["stars"]}>{words.grid.rating(stars())}</span>}</Show>
        </span>
      </button>
      <label class={styles["tick"]}>
        <input
          type="checkbox"
          class="sr-only"
          tabIndex={props.current ? 0 : -1}
          checked={props.selected}
          aria-label={props.picture && words.grid.select(props.name, atTime(props.picture.createdAt))}
          onChange={() => props.onToggle()}
        />
        <span class={styles["box"]}>
          <Icon name="check" />
        </span>
      </label>
    </li>
  );
}
