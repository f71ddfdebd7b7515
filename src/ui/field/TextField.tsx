/**
 * @file One line of text, or several, with its label, a hint and what is wrong with it.
 */
import { TextField as Field } from "@kobalte/core/text-field";
import { createUniqueId, For, Show } from "solid-js";
import styles from "./Field.module.css";

interface Props {
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly rows?: number | undefined;
  readonly required?: boolean | undefined;
  readonly maxLength?: number | undefined;
  readonly autocomplete?: string | undefined;
  readonly autofocus?: boolean | undefined;
  /** Offered while typing; anything else may be typed too. */
  readonly suggestions?: readonly string[] | undefined;
  readonly ref?: ((element: HTMLInputElement) => void) | undefined;
}

export function TextField(props: Props) {
  const listId = createUniqueId();
  return (
    <Field
      class={styles["field"]}
      value={props.value}
      onChange={props.onInput}
      required={props.required ?? false}
      validationState={props.error === undefined ? "valid" : "invalid"}
    >
      <Field.Label class={styles["label"]}>{props.label}</Field.Label>
      <Show
        when={props.rows}
        fallback={
          <Field.Input
            ref={(element: HTMLInputElement) => props.ref?.(element)}
            class={styles["input"]}
            list={props.suggestions ? listId : undefined}
            maxLength={props.maxLength}
            autocomplete={props.autocomplete ?? "off"}
            autofocus={props.autofocus ?? false}
          />
        }
      >
        {(rows) => <Field.TextArea class={styles["input"]} rows={rows()} maxLength={props.maxLength} />}
      </Show>
      <Show when={props.suggestions}>
        {(suggestions) => (
          <datalist id={listId}>
            <For each={suggestions()}>{(suggestion) => <option value={suggestion} />}</For>
          </datalist>
        )}
      </Show>
      <Show when={props.hint}>
        <Field.Description class={styles["hint"]}>{props.hint}</Field.Description>
      </Show>
      <Field.ErrorMessage class={styles["error"]}>{props.error}</Field.ErrorMessage>
    </Field>
  );
}
