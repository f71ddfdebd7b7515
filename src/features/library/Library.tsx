/**
 * @file Every picture of the vault: found, marked, compared, taken on.
 */
import { onCleanup, onMount, Show } from "solid-js";
import { Button, ButtonLink } from "~/ui/button/Button";
import { IconButton } from "~/ui/button/IconButton";
import { Page } from "~/ui/text/Page";
import { useServices } from "~/services/context";
import { BringBack } from "./BringBack";
import { Detail } from "./Detail";
import { Filters } from "./Filters";
import { Grid } from "./Grid";
import { isTyping } from "./keys";
import { createLibrary, type Library } from "./library";
import styles from "./Library.module.css";
import { Selection } from "./Selection";
import { words } from "./words";

function UndoButtons(props: { readonly library: Library }) {
  return (
    <div class={styles["undo"]} role="group" aria-label={words.steps.label}>
      <IconButton
        icon="undo"
        label={words.steps.undo}
        disabled={!props.library.undoing.canUndo()}
        onClick={() => void props.library.undo()}
      />
      <IconButton
        icon="redo"
        label={words.steps.redo}
        disabled={!props.library.undoing.canRedo()}
        onClick={() => void props.library.redo()}
      />
    </div>
  );
}

export default function LibraryScreen() {
  const { pictures } = useServices();
  const library = createLibrary();
  onMount(() => {
    const keys = (event: KeyboardEvent): void => {
      const key = event.key.toLowerCase();
      if (event.defaultPrevented || !(event.ctrlKey || event.metaKey) || event.altKey || isTyping(event)) return;
      if (key !== "z" && !(key === "y" && !event.shiftKey)) return;
      event.preventDefault();
      void (key === "y" || event.shiftKey ? library.redo() : library.undo());
    };
    document.addEventListener("keydown", keys);
    onCleanup(() => document.removeEventListener("keydown", keys));
  });
  const trashed = pictures.trashed();
  const known = () => library.all() !== undefined;
  const trash = (
    <Show when={(trashed() ?? []).length > 0}>
      <ButtonLink look="quiet" icon="trash" href="/library/trash">
        {words.trash} ({trashed()?.length})
      </ButtonLink>
    </Show>
  );
  return (
    <Show when={known()}>
      <Show
        when={(library.all() ?? []).length > 0}
        fallback={
          <Page
            title={words.title}
            lede={`${words.empty.title} ${words.empty.next}`}
            actions={
              <>
                <ButtonLink look="primary" href="/studio">
                  {words.empty.make}
                </ButtonLink>
                {trash}
              </>
            }
          >
            <div class={styles["back"]}>
              <BringBack />
            </div>
          </Page>
        }
      >
        <Page title={words.title} lede={words.lede}>
          <div class={styles["library"]}>
            <Filters library={library} />
            <div class={styles["line"]}>
              <p role="status">{words.count(library.shown().length, (library.all() ?? []).length)}</p>
              <UndoButtons library={library} />
              {trash}
            </div>
            <Show when={library.shown().length === 0}>
              <div class={styles["none"]}>
                <p>{words.noMatch.title(library.query().trim())}</p>
                <Button look="plain" onClick={() => library.clear()}>
                  {words.noMatch.clear}
                </Button>
              </div>
            </Show>
            {/* Also when nothing is found: to lay it out anew costs whoever types on more than an empty list does. */}
            <Grid library={library} />
            <Show when={library.shown().length > 0}>
              <p class={styles["keys"]}>{words.keys}</p>
            </Show>
            <div class={styles["back"]}>
              <BringBack />
            </div>
            <Show when={library.chosen().length > 0}>
              <Selection library={library} />
            </Show>
          </div>
        </Page>
      </Show>
      <Show when={library.open()}>{(picture) => <Detail library={library} picture={picture()} />}</Show>
    </Show>
  );
}
