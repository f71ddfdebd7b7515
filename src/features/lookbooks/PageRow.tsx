/**
 * @file One page of a book: its picture, its words, and its place, which pointer, buttons and keys can change.
 */
import { createEffect, createSignal, on, onCleanup, Show } from "solid-js";
import type { Lookbook } from "~/contracts/records";
import { useServices } from "~/services/context";
import { MAX_ALT_CHARACTERS, MAX_CAPTION_CHARACTERS } from "~/services/lookbooks";
import { Button } from "~/ui/button/Button";
import { IconButton } from "~/ui/button/IconButton";
import { TextField } from "~/ui/field/TextField";
import { Frame } from "~/ui/picture/Frame";
import { createNear } from "~/ui/picture/near";
import type { Book, ShownPage } from "./book";
import styles from "./PageRow.module.css";
import { words } from "./words";

interface Props {
  readonly lookbook: Lookbook;
  readonly book: Book;
  readonly shown: ShownPage;
  readonly number: number;
  readonly of: number;
  /** The page that hangs on the pointer, of this book. */
  readonly dragged: string | undefined;
  readonly onDrag: (pictureId: string | undefined) => void;
}

const SAVE_DELAY_MS = 400;

/** Text that is saved when the typing pauses, and at the latest when the page leaves the screen. */
function createWriting(stored: () => string, save: (text: string) => void) {
  const [text, setText] = createSignal(stored());
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = (): void => {
    if (timer === undefined) return;
    clearTimeout(timer);
    timer = undefined;
    save(text());
  };
  // What another tab wrote shows, unless somebody is typing here.
  createEffect(on(stored, (value) => timer === undefined && setText(value), { defer: true }));
  onCleanup(flush);
  const write = (value: string): void => {
    setText(value);
    clearTimeout(timer);
    timer = setTimeout(flush, SAVE_DELAY_MS);
  };
  return [text, write] as const;
}

export function PageRow(props: Props) {
  const { lookbooks, pictures } = useServices();
  const [near, watch] = createNear();
  const url = pictures.image(() => (near() ? props.shown.id : null));
  const [over, setOver] = createSignal(false);
  let row!: HTMLLIElement;
  /** What had the focus when the page was moved. */
  let held: HTMLElement | undefined;

  const [caption, writeCaption] = createWriting(
    () => props.shown.page.caption,
    (text) => void lookbooks.write(props.lookbook.id, props.shown.id, { caption: text }),
  );
  const [alt, writeAlt] = createWriting(
    () => props.shown.page.alt ?? props.shown.suggested,
    (text) => void lookbooks.write(props.lookbook.id, props.shown.id, { alt: text.trim() === "" ? null : text }),
  );
  const suggest = (): void => void lookbooks.write(props.lookbook.id, props.shown.id, { alt: null });
  const shift = (by: 1 | -1): void => {
    held = row.contains(document.activeElement) ? (document.activeElement as HTMLElement) : undefined;
    void props.book.shift(props.shown.id, by);
  };
  // An element that is put elsewhere loses the focus; a button that has become useless does not take it back.
  createEffect(
    on(
      () => props.number,
      () => {
        if (!held) return;
        held.focus();
        if (document.activeElement !== held) row.focus();
        row.scrollIntoView({ block: "nearest" });
        held = undefined;
      },
      { defer: true },
    ),
  );
  const keys = (event: KeyboardEvent): void => {
    if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    shift(event.key === "ArrowUp" ? -1 : 1);
  };

  return (
    <li
      ref={(element) => {
        row = element;
        watch(element);
      }}
      class={styles["row"]}
      data-over={over() ? "" : undefined}
      data-dragged={props.dragged === props.shown.id ? "" : undefined}
      tabIndex={-1}
      aria-label={words.page.label(props.number, props.of)}
      onKeyDown={keys}
      onDragOver={(event) => {
        if (props.dragged === undefined) return;
        event.preventDefault();
        setOver(props.dragged !== props.shown.id);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        setOver(false);
        if (props.dragged === undefined) return;
        event.preventDefault();
        void props.book.moveTo(props.dragged, props.shown.id);
        props.onDrag(undefined);
      }}
    >
      <p class={styles["number"]} aria-hidden="true">
        {words.page.number(props.number)}
      </p>
      <div
        class={styles["picture"]}
        draggable="true"
        onDragStart={(event) => {
          event.dataTransfer?.setData("text/plain", words.page.label(props.number, props.of));
          props.onDrag(props.shown.id);
        }}
        onDragEnd={() => props.onDrag(undefined)}
      >
        <Frame
          src={url()}
          alt={alt()}
          width={props.shown.picture.width}
          height={props.shown.picture.height}
          gone={words.page.gone}
        />
      </div>
      <div class={styles["words"]}>
        <p class={styles["who"]}>{props.shown.persona}</p>
        <TextField
          label={words.page.caption}
          value={caption()}
          rows={3}
          maxLength={MAX_CAPTION_CHARACTERS}
          onInput={writeCaption}
        />
        <TextField
          label={words.page.alt}
          hint={words.page.altHint}
          value={alt()}
          rows={3}
          maxLength={MAX_ALT_CHARACTERS}
          onInput={writeAlt}
        />
        <Show when={props.shown.page.alt !== null}>
          <div>
            <Button look="quiet" icon="undo" onClick={suggest}>
              {words.page.suggest}
            </Button>
          </div>
        </Show>
      </div>
      <div class={styles["place"]}>
        <IconButton icon="up" label={words.page.earlier(props.number)} disabled={props.number === 1} onClick={() => shift(-1)} />
        <IconButton
          icon="down"
          label={words.page.later(props.number)}
          disabled={props.number === props.of}
          onClick={() => shift(1)}
        />
        <IconButton
          icon="close"
          label={words.page.takeOut(props.number)}
          onClick={() => void props.book.takeOut(props.shown.id)}
        />
      </div>
    </li>
  );
}
