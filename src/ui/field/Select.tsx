/**
 * @file One of several, chosen from a list that the browser opens: where there are too many for a row of segments.
 */
import { For, Show } from "solid-js";
import styles from "./Select.module.css";

interface Props {
  /** Absent where something beside it is its label: `id` or `labelledBy` says what. */
  readonly label?: string;
  readonly hideLabel?: boolean;
  readonly id?: string;
  readonly labelledBy?: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** In a table of settings, between lines of text. */
  readonly compact?: boolean;
  /** Nothing in particular is chosen: it steps back. */
  readonly unset?: boolean;
}

export function Select(props: Props) {
  const list = () => (
    <select
      id={props.id}
      class={styles["select"]}
      aria-label={props.hideLabel ? props.label : undefined}
      aria-labelledby={props.labelledBy}
      data-compact={props.compact ? "" : undefined}
      data-unset={props.unset ? "" : undefined}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    >
      <For each={props.options}>
        {(option) => (
          <option value={option.value} selected={option.value === props.value}>
            {option.label}
          </option>
        )}
      </For>
    </select>
  );
  return (
    <Show when={props.label !== undefined && !props.hideLabel} fallback={list()}>
      <label class={styles["field"]}>
        <span>{props.label}</span>
        {list()}
      </label>
    </Show>
  );
}
