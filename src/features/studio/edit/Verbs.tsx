/**
 * @file What can be done within the mask, each with its own beginning, and a change that is said in a sentence.
 */
import { createEffect, createSignal, For, on, onCleanup, Show } from "solid-js";
import type { LayerKind } from "~/contracts/layers";
import { layerSaid } from "~/contracts/look-words";
import { MIN_EDIT_STRENGTH } from "~/contracts/request";
import { spokenOf } from "~/contracts/spoken";
import { Button } from "~/ui/button/Button";
import { Segmented } from "~/ui/field/Segmented";
import { Slider } from "~/ui/field/Slider";
import { TextField } from "~/ui/field/TextField";
import { Panel } from "../Panel";
import { wordsAfter } from "./by-words";
import { isRegionLayer } from "./chain";
import type { Edge, Editor } from "./editor";
import { createLeftWords } from "./left-words";
import { RESTYLED, type MaskVerb } from "./requests";
import styles from "./Verbs.module.css";
import { words } from "./words";

type Verb = MaskVerb["verb"];

/** How far each goes at first, and how much room and softness its edge gets, as shares of the picture's width. */
const DEFAULTS: Readonly<Record<Verb, { readonly strength: number; readonly grow: number; readonly feather: number }>> = {
  fill: { strength: 1, grow: 0.01, feather: 0.03 },
  improve: { strength: 0.35, grow: 0, feather: 0.05 },
  add: { strength: 0.95, grow: 0.01, feather: 0.03 },
  remove: { strength: 0.9, grow: 0.03, feather: 0.02 },
};

const VERBS = Object.keys(DEFAULTS) as readonly Verb[];

export function Verbs(props: { readonly editor: Editor }) {
  const [verb, setVerb] = createSignal<Verb>("fill");
  // oxlint-disable-next-line solid/reactivity -- another picture makes another editor
  const [said, setSaid] = createLeftWords(`within ${props.editor.picture.id}`);
  const [strength, setStrength] = createSignal(DEFAULTS.fill.strength);
  const choose = (next: Verb): void => {
    setVerb(next);
    setStrength(DEFAULTS[next].strength);
  };
  const takesWords = () => verb() === "add" || verb() === "fill";
  const edge = (): Edge => DEFAULTS[verb()];
  const what = () => ({ verb: verb(), strength: strength(), words: takesWords() ? said() : "" });
  const draw = (): void => void props.editor.within(what(), edge());
  const why = () => {
    if (props.editor.masking.empty()) return words.verbs.needsMask;
    return verb() === "add" && said().trim() === "" ? words.verbs.needsWords : undefined;
  };
  const look = (): void => (why() === undefined ? props.editor.tryWithin(what(), edge()) : props.editor.previewing.want(null));
  // What is looked at belongs to the mask that it was drawn in.
  createEffect(
    on(
      () => props.editor.masking.mask(),
      () => props.editor.previewing.want(null),
      { defer: true },
    ),
  );
  return (
    <Panel title={words.verbs.title}>
      <Segmented
        label={words.verbs.verb}
        hideLabel
        value={verb()}
        segments={VERBS.map((value) => ({ value, label: words.verbs.names[value] }))}
        onChange={choose}
      />
      <p class={styles["hint"]}>{words.verbs.hints[verb()]}</p>
      <Show when={takesWords()}>
        <TextField
          label={verb() === "add" ? words.verbs.what : words.verbs.whatIfAny}
          value={said()}
          onInput={(text) => {
            setSaid(text);
            look();
          }}
          maxLength={200}
        />
      </Show>
      <div class={styles["strength"]}>
        <Slider
          label={words.change.strength}
          min={MIN_EDIT_STRENGTH}
          max={1}
          step={0.05}
          value={strength()}
          say={words.change.strengthWords}
          onChange={(value) => {
            setStrength(value);
            look();
          }}
        />
      </div>
      <Button look="primary" disabled={why() !== undefined} detail={why()} onClick={draw}>
        {words.verbs.draw[verb()]}
      </Button>
    </Panel>
  );
}

/** A sentence; where it speaks of no layer, or of several, somebody says which is meant. */
export function ByWords(props: { readonly editor: Editor }) {
  // oxlint-disable-next-line solid/reactivity -- another picture makes another editor
  const [text, setText] = createLeftWords(`sentence ${props.editor.picture.id}`);
  const [asking, setAsking] = createSignal<readonly LayerKind[]>([]);
  const after = (kind: LayerKind): string => wordsAfter(kind, text(), layerSaid(props.editor.picture.request, kind));
  const change = (kind: LayerKind): void => {
    setAsking([]);
    void props.editor.change(kind, after(kind), undefined, "words");
  };
  const locked = (kind: LayerKind) => isRegionLayer(kind) && props.editor.locked().has(kind);
  const spoken = () => spokenOf(text()).filter((kind) => RESTYLED.includes(kind as (typeof RESTYLED)[number]));
  /** The one layer that the sentence speaks of, if it may change. */
  const meant = (): LayerKind | undefined => {
    const [only, ...more] = spoken();
    return only !== undefined && more.length === 0 && !locked(only) ? only : undefined;
  };
  const submit = (): void => {
    const only = meant();
    if (only !== undefined) change(only);
    else setAsking(spoken().length > 0 ? spoken() : RESTYLED);
  };
  const look = (): void => {
    const only = meant();
    if (only === undefined) props.editor.previewing.want(null);
    else props.editor.tryChange(only, after(only));
  };
  onCleanup(() => props.editor.previewing.want(null));
  return (
    <Panel title={words.byWords.title}>
      <form
        class={styles["byWords"]}
        onSubmit={(event) => {
          event.preventDefault();
          if (text().trim() !== "") submit();
        }}
      >
        <TextField
          label={words.byWords.label}
          value={text()}
          onInput={(sentence) => {
            setText(sentence);
            look();
          }}
          maxLength={200}
          hint={words.byWords.hint}
        />
        <button type="submit" class={styles["go"]} disabled={text().trim() === ""}>
          {words.byWords.draw}
        </button>
      </form>
      <Show when={asking().length > 0}>
        <div role="group" aria-label={words.byWords.which} class={styles["which"]}>
          <p role="status">{words.byWords.which}</p>
          <For each={asking()}>
            {(kind) => (
              <Button look="plain" disabled={locked(kind)} onClick={() => change(kind)}>
                {words.layerNames[kind]}
              </Button>
            )}
          </For>
        </div>
      </Show>
    </Panel>
  );
}
