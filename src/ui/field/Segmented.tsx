/**
 * @file One of a few, all in view.
 */
import { RadioGroup } from "@kobalte/core/radio-group";
import { Index, Show } from "solid-js";
import styles from "./Segmented.module.css";

export interface Segment<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly detail?: string | undefined;
}

interface Props<Value extends string> {
  readonly label: string;
  readonly hideLabel?: boolean | undefined;
  readonly value: Value;
  readonly segments: readonly Segment<Value>[];
  /** In rows of so many; otherwise in one. */
  readonly columns?: number | undefined;
  readonly onChange: (value: Value) => void;
}

export function Segmented<Value extends string>(props: Props<Value>) {
  const choose = (value: string): void => {
    const segment = props.segments.find((each) => each.value === value);
    if (segment) props.onChange(segment.value);
  };
  return (
    <RadioGroup class={styles["group"]} value={props.value} onChange={choose}>
      <RadioGroup.Label class={props.hideLabel ? "sr-only" : styles["label"]}>{props.label}</RadioGroup.Label>
      <div
        class={styles["row"]}
        style={props.columns ? { "--columns": props.columns } : undefined}
        data-rows={props.columns ? "" : undefined}
      >
        {/* By place: a detail that changes must not take the focus away with its button. */}
        <Index each={props.segments}>
          {(segment) => (
            <RadioGroup.Item class={styles["item"]} value={segment().value}>
              <RadioGroup.ItemInput class={styles["native"]} />
              <RadioGroup.ItemControl class={styles["fill"]} />
              <RadioGroup.ItemLabel class={styles["words"]}>
                {segment().label}
                <Show when={segment().detail}>
                  {" "}
                  <small class={styles["detail"]}>{segment().detail}</small>
                </Show>
              </RadioGroup.ItemLabel>
            </RadioGroup.Item>
          )}
        </Index>
      </div>
    </RadioGroup>
  );
}
