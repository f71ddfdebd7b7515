/**
 * @file Tags as they can be read, taken away and added; whose they are is the caller's business.
 */
import { createSignal, For, Show } from "solid-js";
import { cleanTag } from "~/contracts/tags";
import { Button } from "~/ui/button/Button";
import { TextField } from "~/ui/field/TextField";
import { Icon } from "~/ui/icon/Icon";
import { announce } from "~/ui/text/announce";
import styles from "./Tags.module.css";
import { words } from "./words";

interface Props {
  readonly tags: readonly string[];
  /** Tags of other pictures, offered while typing. */
  readonly known: readonly string[];
  readonly onAdd: (tag: string) => void;
  readonly onRemove: (tag: string) => void;
  readonly ref?: ((field: HTMLInputElement) => void) | undefined;
}

export function Tags(props: Props) {
  const [text, setText] = createSignal("");
  let field: HTMLInputElement | undefined;
  const add = (): void => {
    const tag = cleanTag(text());
    if (tag === "") return;
    props.onAdd(tag);
    announce(words.tags.added(tag));
    setText("");
  };
  const remove = (tag: string): void => {
    props.onRemove(tag);
    announce(words.tags.removed(tag));
    // The button that was pressed is gone.
    field?.focus();
  };
  return (
    <div class={styles["tags"]}>
      <Show when={props.tags.length > 0}>
        <ul class={styles["list"]} aria-label={words.tags.title}>
          <For each={props.tags}>
            {(tag) => (
              <li>
                <button class={styles["tag"]} type="button" aria-label={words.tags.remove(tag)} onClick={() => remove(tag)}>
                  {tag}
                  <Icon name="close" />
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
          add();
        }}
      >
        <TextField
          label={words.tags.add}
          value={text()}
          onInput={setText}
          maxLength={60}
          suggestions={props.known.filter((tag) => !props.tags.includes(tag))}
          ref={(element) => {
            field = element;
            props.ref?.(element);
          }}
        />
        <Button type="submit" look="plain" disabled={cleanTag(text()) === ""}>
          {words.tags.save}
        </Button>
      </form>
    </div>
  );
}
