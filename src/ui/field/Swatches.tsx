/**
 * @file One of a few accents, each shown as itself and named for those who do not see it.
 */
import { RadioGroup } from "@kobalte/core/radio-group";
import { For } from "solid-js";
import styles from "./Swatches.module.css";

interface Props<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly swatches: readonly { readonly value: Value; readonly label: string }[];
  readonly onChange: (value: Value) => void;
}

export function Swatches<Value extends string>(props: Props<Value>) {
  const choose = (value: string): void => {
    const swatch = props.swatches.find((each) => each.value === value);
    if (swatch) props.onChange(swatch.value);
  };
  return (
    <RadioGroup class={styles["group"]} value={props.value} onChange={choose}>
      <RadioGroup.Label class={styles["label"]}>{props.label}</RadioGroup.Label>
      <div class={styles["row"]}>
        <For each={props.swatches}>
          {(swatch) => (
            <RadioGroup.Item class={styles["item"]} value={swatch.value} data-accent={swatch.value}>
              <RadioGroup.ItemInput class={styles["native"]} />
              <RadioGroup.ItemControl class={styles["spot"]} />
              <RadioGroup.ItemLabel class={styles["name"]}>{swatch.label}</RadioGroup.ItemLabel>
            </RadioGroup.Item>
          )}
        </For>
      </div>
    </RadioGroup>
  );
}
