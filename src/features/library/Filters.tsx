/**
 * @file What to show: words, a mark, a person, and in which order.
 */
import { For, Show } from "solid-js";
import { useServices } from "~/services/context";
import { Segmented } from "~/ui/field/Segmented";
import styles from "./Filters.module.css";
import { ORDERS, type Library, type MarkFilter, type Order } from "./library";
import { Search } from "./Search";
import { words } from "./words";

const MARKS: readonly { readonly value: MarkFilter; readonly label: string }[] = [
  { value: "all", label: words.all },
  { value: "keep", label: words.marks.keep },
  { value: "maybe", label: words.marks.maybe },
  { value: "reject", label: words.marks.reject },
  { value: "none", label: words.unmarked },
];

export function Filters(props: { readonly library: Library }) {
  const { personas } = useServices();
  return (
    <search class={styles["filters"]} aria-label={words.filters.label}>
      <Search library={props.library} />
      <div class={styles["marks"]}>
        <Segmented
          label={words.filters.mark}
          hideLabel
          value={props.library.mark()}
          segments={MARKS}
          onChange={(mark) => props.library.ask({ mark })}
        />
      </div>
      <Show when={(personas.all() ?? []).length > 1}>
        <select
          class={styles["select"]}
          aria-label={words.filters.who}
          onChange={(event) => props.library.ask({ who: event.currentTarget.value })}
        >
          <option value="">{words.filters.everybody}</option>
          <For each={personas.all()}>
            {(persona) => (
              <option value={persona.id} selected={persona.id === props.library.who()}>
                {persona.name}
              </option>
            )}
          </For>
        </select>
      </Show>
      <Show when={props.library.tags().length > 0}>
        <select
          class={styles["select"]}
          aria-label={words.filters.tag}
          onChange={(event) => props.library.ask({ tagged: event.currentTarget.value })}
        >
          <option value="">{words.filters.anyTag}</option>
          <For each={props.library.tags()}>
            {(tag) => (
              <option value={tag} selected={tag === props.library.tagged()}>
                {tag}
              </option>
            )}
          </For>
        </select>
      </Show>
      <select
        class={styles["select"]}
        aria-label={words.filters.order}
        onChange={(event) => props.library.ask({ order: event.currentTarget.value as Order })}
      >
        <For each={ORDERS}>
          {(order) => (
            <option value={order} selected={order === props.library.order()}>
              {words.filters.orders[order]}
            </option>
          )}
        </For>
      </select>
    </search>
  );
}
