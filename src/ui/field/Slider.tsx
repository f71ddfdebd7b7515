/**
 * @file A value on a line, by pointer or arrow keys, spoken with its words.
 */
import { Slider as Range } from "@kobalte/core/slider";
import styles from "./Slider.module.css";

interface Props {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** The value in words or with its unit; shown and spoken. */
  readonly say: (value: number) => string;
  readonly onChange: (value: number) => void;
  /** When the hand lets go. */
  readonly onSettle?: ((value: number) => void) | undefined;
  readonly hideLabel?: boolean | undefined;
}

export function Slider(props: Props) {
  return (
    <Range
      class={styles["slider"]}
      value={[props.value]}
      minValue={props.min}
      maxValue={props.max}
      step={props.step}
      getValueLabel={({ values }) => props.say(values[0] ?? props.value)}
      onChange={([value]) => value !== undefined && props.onChange(value)}
      onChangeEnd={([value]) => value !== undefined && props.onSettle?.(value)}
    >
      <div class={props.hideLabel ? "sr-only" : styles["head"]}>
        <Range.Label>{props.label}</Range.Label>
        <Range.ValueLabel class={styles["value"]} />
      </div>
      <Range.Track class={styles["track"]}>
        <Range.Fill class={styles["fill"]} />
        {/* Kobalte's hidden input stays out: a second control inside of the first is announced by neither. */}
        <Range.Thumb class={styles["thumb"]} aria-valuetext={props.say(props.value)} />
      </Range.Track>
    </Range>
  );
}
