/**
 * @file What to show: words, a mark, a person, and in which order.
 */
import { Show } from "solid-js";
import { useServices } from "~/services/context";
import { Segmented } from "~/ui/field/Segmented";
import { Select } from "~/ui/field/Select";
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
        <div class={styles["choose"]}>
          <Select
            label={words.filters.who}
            hideLabel
            options={[
              { value: "", label: words.filters.everybody },
              ...(personas.all() ?? []).map(({ id, name }) => ({ value: id, label: name })),
            ]}
            value={props.library.who()}
            onChange={(who) => props.library.ask({ who })}
          />
        </div>
      </Show>
      <Show when={props.library.tags().length > 0}>
        <div class={styles["choose"]}>
          <Select
            label={words.filters.tag}
            hideLabel
            options={[
              { value: "", label: words.filters.anyTag },
              ...props.library.tags().map((tag) => ({ value: tag, label: tag })),
            ]}
            value={props.library.tagged()}
            onChange={(tagged) => props.library.ask({ tagged })}
          />
        </div>
      </Show>
      <div class={styles["choose"]}>
        <Select
          label={words.filters.order}
          hideLabel
          options={ORDERS.map((order) => ({ value: order, label: words.filters.orders[order] }))}
          value={props.library.order()}
          onChange={(order) => props.library.ask({ order: order as Order })}
        />
      </div>
    </search>
  );
}
