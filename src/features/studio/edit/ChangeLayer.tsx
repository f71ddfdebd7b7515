/**
 * @file Another hair, outfit, scene, light or expression for a picture that is there: by templates or in own words.
 */
import { createMemo, createSignal, For, onCleanup } from "solid-js";
import type { LayerKind } from "~/contracts/layers";
import { layerSaid } from "~/contracts/look-words";
import { MIN_EDIT_STRENGTH } from "~/contracts/request";
import { Button } from "~/ui/button/Button";
import { Slider } from "~/ui/field/Slider";
import { TextField } from "~/ui/field/TextField";
import { Dialog } from "~/ui/overlay/Dialog";
import { MOST_VARIED } from "../draft";
import { picker, type Chosen } from "../layers/layer";
import { LAYERS } from "../layers/layers";
import styles from "./ChangeLayer.module.css";
import { isRegionLayer } from "./chain";
import type { Editor } from "./editor";
import { Glimpse } from "./Glimpse";
import { inferred } from "./inferred";
import { LAYER_STRENGTH } from "./requests";
import { words } from "./words";

interface Props {
  readonly editor: Editor;
  readonly kind: LayerKind;
  readonly onClose: () => void;
}

export function ChangeLayer(props: Props) {
  const layer = () => LAYERS[props.kind];
  const now = () => layerSaid(props.editor.picture.request, props.kind);
  const known = createMemo(() => inferred(props.kind, now()));
  const [chosen, setChosen] = createSignal<Chosen>();
  const [own, setOwn] = createSignal("");
  const [strength, setStrength] = createSignal<number>();
  const pick = () => chosen() ?? known();
  const said = () => {
    const typed = own().trim();
    if (typed !== "") return typed;
    return chosen() === undefined ? now() : layer().compose(picker(layer(), pick()));
  };
  const usual = () => (isRegionLayer(props.kind) ? LAYER_STRENGTH.region : LAYER_STRENGTH.whole);
  const look = (): void => props.editor.tryChange(props.kind, said(), strength());
  onCleanup(() => props.editor.previewing.want(null));
  const draw = (): void => {
    void props.editor.change(props.kind, said(), strength());
    props.onClose();
  };
  return (
    <Dialog
      open
      broad
      title={words.change.title(layer().title)}
      onClose={() => props.onClose()}
      actions={
        <>
          <Button look="primary" onClick={draw}>
            {words.change.draw}
          </Button>
          <Button look="quiet" onClick={() => props.onClose()}>
            {words.change.cancel}
          </Button>
        </>
      }
    >
      <div class={styles["change"]}>
        <Glimpse previewing={props.editor.previewing} size={props.editor.picture} />
        <div>
          <form
            class={styles["own"]}
            onSubmit={(event) => {
              event.preventDefault();
              draw();
            }}
          >
            <TextField
              label={layer().ask}
              value={own()}
              onInput={(text) => {
                setOwn(text);
                look();
              }}
              maxLength={200}
            />
            <p class={styles["will"]} aria-live="polite">
              {words.change.will(said())}
            </p>
            <Slider
              label={words.change.strength}
              min={MIN_EDIT_STRENGTH}
              max={Math.max(MOST_VARIED, usual())}
              step={0.05}
              value={strength() ?? usual()}
              say={words.change.strengthWords}
              onChange={(value) => {
                setStrength(value);
                look();
              }}
            />
          </form>
          <For each={layer().facets}>
            {(facet) => (
              <fieldset class={styles["facet"]}>
                <legend>{facet.title}</legend>
                <div class={styles["options"]}>
                  <For each={facet.options}>
                    {(option) => {
                      const pressed = () => own().trim() === "" && pick()[facet.id] === option.id;
                      return (
                        <button
                          type="button"
                          class={styles["option"]}
                          aria-pressed={pressed()}
                          onClick={() => {
                            setChosen({ ...pick(), [facet.id]: pressed() ? undefined : option.id });
                            setOwn("");
                            look();
                          }}
                        >
                          {option.name}
                        </button>
                      );
                    }}
                  </For>
                </div>
              </fieldset>
            )}
          </For>
        </div>
      </div>
    </Dialog>
  );
}
