/**
 * @file What can be done with all selected pictures at once; it stays in view while there are any.
 */
import { createSignal, Show } from "solid-js";
import { Button } from "~/ui/button/Button";
import { IconButton } from "~/ui/button/IconButton";
import { Stars } from "~/ui/field/Stars";
import { AddToBook } from "./AddToBook";
import { Compare } from "./Compare";
import type { Library } from "./library";
import { Marks } from "./Marks";
import styles from "./Selection.module.css";
import { TagThem } from "./TagThem";
import { words } from "./words";

export function Selection(props: { readonly library: Library }) {
  const [asking, setAsking] = createSignal<"book" | "tags" | "compare">();
  const chosen = () => props.library.chosen();
  /** What all of them have in common. */
  const common = <Key extends "mark" | "stars">(key: Key) => {
    const [first, ...rest] = chosen();
    return first && rest.every((picture) => picture[key] === first[key]) ? (first[key] ?? null) : null;
  };
  return (
    <>
      <section class={styles["bar"]} aria-label={words.selection.label}>
        <p class={styles["count"]} role="status">
          {words.selection.count(chosen().length)}
        </p>
        <Marks
          compact
          label={words.selection.marks}
          value={common("mark")}
          onPress={(mark) => props.library.setMark(chosen(), mark)}
        />
        <Stars
          label={words.selection.rate}
          say={words.stars}
          value={common("stars")}
          onChange={(stars) => props.library.setStars(chosen(), stars)}
        />
        <div class={styles["verbs"]}>
          <Button look="quiet" icon="book" onClick={() => setAsking("book")}>
            {words.selection.add}
          </Button>
          <Button look="quiet" icon="tag" onClick={() => setAsking("tags")}>
            {words.selection.tag}
          </Button>
          <Show when={chosen().length === 2}>
            <Button look="quiet" icon="compare" onClick={() => setAsking("compare")}>
              {words.selection.compare}
            </Button>
          </Show>
          <Button look="quiet" icon="down" onClick={() => void props.library.save(chosen())}>
            {words.selection.save}
          </Button>
          <Button look="quiet" icon="trash" onClick={() => props.library.discard(chosen())}>
            {words.selection.discard}
          </Button>
        </div>
        <div class={styles["clear"]}>
          <IconButton icon="close" label={words.selection.clear} onClick={() => props.library.select([])} />
        </div>
      </section>
      <TagThem library={props.library} pictures={chosen()} open={asking() === "tags"} onClose={() => setAsking(undefined)} />
      <AddToBook
        open={asking() === "book"}
        pictures={chosen()}
        onClose={() => setAsking(undefined)}
        onAdded={() => props.library.select([])}
      />
      <Show when={asking() === "compare" && chosen().length === 2}>
        <Compare library={props.library} pictures={chosen()} onClose={() => setAsking(undefined)} />
      </Show>
    </>
  );
}
