/**
 * @file Puts pictures into a lookbook: one that exists, or a new one.
 */
import { createEffect, createSignal, For, on, Show } from "solid-js";
import { useNavigate } from "@solidjs/router";
import type { Picture } from "~/contracts/records";
import { useServices } from "~/services/context";
import { Button } from "~/ui/button/Button";
import { TextField } from "~/ui/field/TextField";
import { Dialog } from "~/ui/overlay/Dialog";
import { say } from "~/ui/overlay/toasts";
import styles from "./AddToBook.module.css";
import { words } from "./words";

interface Props {
  readonly open: boolean;
  readonly pictures: readonly Picture[];
  readonly onClose: () => void;
  readonly onAdded?: (() => void) | undefined;
}

export function AddToBook(props: Props) {
  const { lookbooks } = useServices();
  const navigate = useNavigate();
  const [name, setName] = createSignal("");
  createEffect(
    on(
      () => props.open,
      (open) => open && setName(""),
    ),
  );
  const ids = () => props.pictures.map(({ id }) => id);
  const done = (bookId: string, bookName: string, count: number): void => {
    props.onClose();
    props.onAdded?.();
    say({
      text: words.said.added(count, bookName),
      action: { label: words.said.open, run: () => navigate(`/lookbooks/${bookId}`) },
    });
  };
  const add = async (bookId: string, bookName: string): Promise<void> => {
    const added = ids();
    await lookbooks.add(bookId, added);
    done(bookId, bookName, added.length);
  };
  const create = async (): Promise<void> => {
    const [wanted, added] = [name().trim(), ids()];
    if (wanted === "") return;
    done(await lookbooks.create(wanted, added), wanted, added.length);
  };
  return (
    <Dialog
      open={props.open}
      onClose={() => props.onClose()}
      title={words.book.title}
      description={words.book.some(props.pictures.length)}
    >
      <Show when={(lookbooks.all() ?? []).length > 0}>
        <ul class={styles["books"]} aria-label={words.book.existing}>
          <For each={lookbooks.all()}>
            {(book) => (
              <li>
                <button class={styles["book"]} type="button" onClick={() => void add(book.id, book.name)}>
                  <span class={styles["name"]}>{book.name}</span>
                  <span class={styles["pages"]}>{words.book.pages(book.pages.length)}</span>
                </button>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <form
        class={styles["new"]}
        onSubmit={(event) => {
          event.preventDefault();
          void create();
        }}
      >
        <TextField label={words.book.name} hint={words.book.hint} value={name()} onInput={setName} maxLength={80} />
        <Button type="submit" look="primary" disabled={name().trim() === ""}>
          {words.book.create}
        </Button>
      </form>
    </Dialog>
  );
}
