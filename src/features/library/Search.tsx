/**
 * @file The search field: it offers how to go on, says what it could not read, and shows what can be asked.
 */
import { createEffect, createMemo, createSignal, createUniqueId, For, on, Show } from "solid-js";
import { IconButton } from "~/ui/button/IconButton";
import { Icon } from "~/ui/icon/Icon";
import { Dialog } from "~/ui/overlay/Dialog";
import type { Library } from "./library";
import styles from "./Search.module.css";
import { suggest, type Suggestion } from "./suggest";
import { words } from "./words";

function Help(props: { readonly onClose: () => void; readonly onTake: (text: string) => void }) {
  return (
    <Dialog open title={words.search.title} description={words.search.lede} onClose={() => props.onClose()}>
      <ul class={styles["examples"]}>
        <For each={words.search.examples}>
          {([text, says]) => (
            <li>
              <button type="button" class={styles["example"]} onClick={() => props.onTake(text)}>
                <code>{text}</code>
                <span>{says}</span>
              </button>
            </li>
          )}
        </For>
      </ul>
    </Dialog>
  );
}

export function Search(props: { readonly library: Library }) {
  const listId = createUniqueId();
  let field!: HTMLInputElement;
  const [caret, setCaret] = createSignal<number>();
  const [at, setAt] = createSignal(-1);
  const [helping, setHelping] = createSignal(false);
  const offered = createMemo<readonly Suggestion[]>(() => {
    const where = caret();
    return where === undefined ? [] : suggest(props.library.query(), where, props.library.values);
  });
  createEffect(on(offered, () => setAt(-1)));
  const close = (): void => {
    setCaret(undefined);
  };
  const take = (suggestion: Suggestion): void => {
    props.library.ask({ query: suggestion.text });
    field.focus();
    field.setSelectionRange(suggestion.caret, suggestion.caret);
    setCaret(suggestion.caret);
  };
  const keys = (event: KeyboardEvent): void => {
    const count = offered().length;
    if (count === 0) return;
    const chosen = offered()[at()];
    if (event.key === "ArrowDown") setAt((now) => (now + 1) % count);
    else if (event.key === "ArrowUp") setAt((now) => (now <= 0 ? count : now) - 1);
    else if (event.key === "Escape") close();
    else if (chosen && (event.key === "Enter" || event.key === "Tab") && !event.shiftKey) take(chosen);
    else return;
    event.preventDefault();
  };

  return (
    <div class={styles["place"]} onFocusOut={(event) => event.currentTarget.contains(event.relatedTarget as Node) || close()}>
      <div class={styles["search"]}>
        <Icon name="search" />
        <input
          ref={field}
          class={styles["input"]}
          type="search"
          aria-label={words.filters.search}
          aria-autocomplete="list"
          aria-controls={offered().length > 0 ? listId : undefined}
          aria-activedescendant={at() >= 0 ? `${listId}-${at()}` : undefined}
          placeholder={words.filters.placeholder}
          maxLength={300}
          autocomplete="off"
          spellcheck={false}
          value={props.library.query()}
          onInput={(event) => {
            props.library.ask({ query: event.currentTarget.value });
            setCaret(event.currentTarget.selectionStart ?? undefined);
          }}
          onKeyDown={keys}
        />
        <IconButton icon="info" label={words.search.help} onClick={() => setHelping(true)} />
      </div>
      <Show when={offered().length > 0}>
        <ul id={listId} class={styles["offers"]} role="listbox" aria-label={words.filters.search}>
          <For each={offered()}>
            {(suggestion, index) => (
              <li
                id={`${listId}-${index()}`}
                class={styles["offer"]}
                role="option"
                aria-selected={at() === index()}
                // Pressing it must not take the focus out of the field.
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => take(suggestion)}
              >
                <span>{suggestion.label}</span>
                <Show when={suggestion.field}>{(name) => <small>{words.search.fields[name()]}</small>}</Show>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <div class={styles["hints"]} role="status">
        <Show when={offered().length > 0}>
          <span class="sr-only">{words.search.suggestions(offered().length)}</span>
        </Show>
        {/* While a word is being typed, it is not yet wrong. */}
        <Show when={offered().length === 0}>
          <For each={props.library.misread()}>{(what) => <p>{words.search.misread(what)}</p>}</For>
        </Show>
      </div>
      <Show when={helping()}>
        <Help
          onClose={() => setHelping(false)}
          onTake={(text) => {
            setHelping(false);
            props.library.ask({ query: text });
          }}
        />
      </Show>
    </div>
  );
}
