/**
 * @file Choosing within a layer: one field that searches the templates and takes own words, and every facet's options, each drawn
 * for this persona while the picker is open.
 */
import { createSignal, For, Show } from "solid-js";
import type { LayerKind } from "~/contracts/layers";
import { useServices } from "~/services/context";
import { failureDetails, failureWords } from "~/services/failure-words";
import { Button } from "~/ui/button/Button";
import { TextField } from "~/ui/field/TextField";
import { Dialog } from "~/ui/overlay/Dialog";
import { FailureNotice } from "~/ui/text/FailureNotice";
import { tileRequestOf } from "./draft";
import type { Facet } from "./layers/layer";
import { LAYERS } from "./layers/layers";
import styles from "./Picker.module.css";
import { PickerTile } from "./PickerTile";
import type { Studio } from "./studio";
import { words } from "./words";

interface Props {
  readonly studio: Studio;
  readonly kind: LayerKind;
  readonly onClose: () => void;
}

const plain = (text: string): string => text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase().trim();

export function Picker(props: Props) {
  const { tiles, jobs } = useServices();
  const layer = () => LAYERS[props.kind];
  const draft = () => props.studio.draft().layers[props.kind];
  const [search, setSearch] = createSignal(draft().own);

  const matching = (facet: Facet) => {
    const wanted = plain(search());
    return wanted === "" || wanted === plain(draft().own)
      ? facet.options
      : facet.options.filter(({ name, words: said }) => plain(`${name} ${said}`).includes(wanted));
  };
  const lookWith = (facetId: string, optionId: string) =>
    tileRequestOf(props.studio.draft(), props.studio.pack, props.studio.model, { kind: props.kind, facetId, optionId });
  const nothingMatches = () => layer().facets.every((facet) => matching(facet).length === 0);
  const choose = (facetId: string, optionId: string | undefined): void => {
    props.studio.changeLayer(props.kind, { chosen: { ...draft().chosen, [facetId]: optionId }, own: "", on: true });
  };
  const say = (): void => {
    const own = search().trim();
    props.studio.changeLayer(props.kind, { own, on: true });
  };

  return (
    <Dialog
      open
      broad
      title={layer().title}
      onClose={() => props.onClose()}
      actions={
        <Button look="primary" onClick={() => props.onClose()}>
          {words.picker.close}
        </Button>
      }
    >
      <form
        class={styles["own"]}
        onSubmit={(event) => {
          event.preventDefault();
          say();
          props.onClose();
        }}
      >
        <TextField label={layer().ask} value={search()} onInput={setSearch} maxLength={200} />
        <Show when={search().trim() !== "" && search().trim() !== draft().own}>
          <button type="submit" class={styles["use"]}>
            {words.picker.use(search().trim())}
          </button>
        </Show>
      </form>
      <Show when={nothingMatches()}>
        <p class={styles["none"]}>{words.picker.noMatch(search().trim())}</p>
      </Show>
      <Show when={tiles.failure()}>
        {(failure) => <FailureNotice {...failureWords(failure())} details={failureDetails(failure())} />}
      </Show>
      <Show when={jobs.busy()}>
        <p class={styles["none"]}>{words.picker.waiting}</p>
      </Show>
      <For each={layer().facets}>
        {(facet) => (
          <Show when={matching(facet).length > 0}>
            <fieldset class={styles["facet"]}>
              <legend class={styles["legend"]}>{facet.title}</legend>
              <div class={styles["options"]}>
                <For each={matching(facet)}>
                  {(option) => {
                    const pressed = () => draft().own === "" && draft().chosen[facet.id] === option.id;
                    return (
                      <PickerTile
                        name={option.name}
                        pressed={pressed()}
                        request={lookWith(facet.id, option.id)}
                        onPress={() => choose(facet.id, pressed() ? undefined : option.id)}
                      />
                    );
                  }}
                </For>
              </div>
            </fieldset>
          </Show>
        )}
      </For>
    </Dialog>
  );
}
