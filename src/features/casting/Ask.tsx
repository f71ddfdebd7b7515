/**
 * @file What is asked of the people to be cast: free words that set the controls, the controls themselves, and what is held.
 */
import { createSignal, createUniqueId, For } from "solid-js";
import type { Control, Prior } from "~/engine/casting/prior";
import { understand } from "~/engine/casting/words";
import { SHEET_SIZE } from "~/services/casting";
import { useServices } from "~/services/context";
import { Button } from "~/ui/button/Button";
import { IconButton } from "~/ui/button/IconButton";
import { Select } from "~/ui/field/Select";
import { TextField } from "~/ui/field/TextField";
import styles from "./Ask.module.css";
import { words } from "./words";

/** Controls in view at once; the file names them in the order of how much they say about a person. */
const FIRST = 7;
const LONGEST = 300;

function ControlRow(props: { readonly control: Control }) {
  const { casting } = useServices();
  const id = createUniqueId();
  const name = () => props.control.name;
  const held = () => casting.state.locks.includes(name());
  const choose = (level: string): void => {
    const { [name()]: _, ...others } = casting.state.choices;
    casting.setChoices(level === "" ? others : { ...others, [name()]: level });
  };
  const hold = (): void => {
    const others = casting.state.locks.filter((each) => each !== name());
    casting.setLocks(held() ? others : [...others, name()]);
  };
  return (
    <div class={styles["control"]}>
      <label class={styles["label"]} for={id}>
        {name()}
      </label>
      <Select
        id={id}
        unset={casting.state.choices[name()] === undefined}
        options={[
          { value: "", label: words.ask.any },
          ...props.control.levels.map((level) => ({ value: level.name, label: level.name })),
        ]}
        value={casting.state.choices[name()] ?? ""}
        onChange={choose}
      />
      <IconButton icon={held() ? "lock" : "unlock"} label={words.ask.hold(name())} pressed={held()} onClick={hold} />
    </div>
  );
}

export function Ask(props: { readonly prior: Prior; readonly disabled?: boolean }) {
  const { casting } = useServices();
  const [told, setTold] = createSignal(casting.state.words);
  const unknown = () => understand(props.prior, told()).unknown;

  /** Levels that the words set before and do not set now are let go of; those set by hand stay. */
  const say = (text: string): void => {
    const before = understand(props.prior, casting.state.words).choices;
    const after = understand(props.prior, text).choices;
    const byHand = Object.entries(casting.state.choices).filter(([name, level]) => before[name] !== level);
    casting.say(text);
    casting.setChoices({ ...Object.fromEntries(byHand), ...after });
  };

  return (
    <form
      class={styles["ask"]}
      aria-label={words.ask.title}
      onFocusOut={() => setTold(casting.state.words)}
      onSubmit={(event) => {
        event.preventDefault();
        setTold(casting.state.words);
        void casting.cast();
      }}
    >
      <TextField label={words.ask.words} value={casting.state.words} onInput={say} maxLength={LONGEST} />
      {/* Always as tall, because it changes while something below is being pressed. */}
      <p class={styles["told"]} data-unknown={unknown().length > 0 ? "" : undefined} role="status">
        {unknown().length > 0 ? words.ask.unknown(unknown()) : words.ask.hint}
      </p>
      <Button type="submit" look="primary" wide disabled={props.disabled ?? false}>
        {words.ask.cast(SHEET_SIZE)}
      </Button>
      <div class={styles["controls"]}>
        <For each={props.prior.controls.slice(0, FIRST)}>{(control) => <ControlRow control={control} />}</For>
      </div>
      <details>
        <summary class={styles["more"]}>{words.ask.more}</summary>
        <div class={styles["controls"]}>
          <For each={props.prior.controls.slice(FIRST)}>{(control) => <ControlRow control={control} />}</For>
        </div>
      </details>
      <p class={styles["note"]}>{words.ask.holding}</p>
    </form>
  );
}
