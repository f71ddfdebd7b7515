/**
 * @file One picture of the grid: press it to look closely, tick it to select. Its image is read when it comes near the screen, unless it only
 * flies by: to make an address of it holds the page up until the browser has answered.
 */
import { createMemo, Show, untrack } from "solid-js";
import type { Picture } from "~/contracts/records";
import { Icon } from "~/ui/icon/Icon";
import { Frame } from "~/ui/picture/Frame";
import { createNear } from "~/ui/picture/near";
import { atTime } from "~/ui/text/numbers";
import { MarkBadge } from "./MarkBadge";
import type { Thumbnails } from "./thumbnails";
import styles from "./Tile.module.css";
import { words } from "./words";

interface Props {
  readonly picture: Picture;
  readonly name: string;
  /** From 1; the others may not be there. */
  readonly place: number;
  readonly of: number;
  readonly hurried: boolean;
  readonly thumbnail: Thumbnails;
  readonly selected: boolean;
  /** The one tile of the grid that the Tab key reaches. */
  readonly current: boolean;
  readonly onPress: (event: MouseEvent) => void;
  readonly onToggle: () => void;
  readonly onFocus: () => void;
}

export function Tile(props: Props) {
  const [near, watch] = createNear();
  const wanted = createMemo<boolean>((had) => near() && (had || !props.hurried), false);
  const thumbnail = untrack(() => props.thumbnail);
  const url = thumbnail(() => (wanted() ? props.picture.id : null));
  return (
    <li
      ref={watch}
      class={styles["tile"]}
      aria-posinset={props.place}
      aria-setsize={props.of}
      data-selected={props.selected ? "" : undefined}
      data-mark={props.picture.mark}
    >
      <button
        class={styles["open"]}
        type="button"
        data-tile={props.picture.id}
        tabIndex={props.current ? 0 : -1}
        aria-label={words.grid.picture(props.picture, props.name)}
        onClick={(event) => props.onPress(event)}
        onFocus={() => props.onFocus()}
      >
        <Frame src={url()} alt="" width={props.picture.width} height={props.picture.height} gone={words.gone.short} />
        <Show when={props.picture.mark}>
          {(mark) => (
            <span class={styles["mark"]}>
              <MarkBadge mark={mark()} />
            </span>
          )}
        </Show>
        <span class={styles["line"]}>
          <span class={styles["name"]}>{props.name}</span>
          <Show when={props.picture.stars}>{(stars) => <span class={styles["stars"]}>{words.grid.rating(stars())}</span>}</Show>
        </span>
      </button>
      <label class={styles["tick"]}>
        <input
          type="checkbox"
          class="sr-only"
          tabIndex={props.current ? 0 : -1}
          checked={props.selected}
          aria-label={words.grid.select(props.name, atTime(props.picture.createdAt))}
          onChange={() => props.onToggle()}
        />
        <span class={styles["box"]}>
          <Icon name="check" />
        </span>
      </label>
    </li>
  );
}
