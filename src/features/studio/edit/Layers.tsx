/**
 * @file The layers of a picture that is there: what each says, its lock, what lies beneath it, and what it was before.
 */
import { createSignal, For, Show } from "solid-js";
import { LAYER_KINDS, type LayerKind } from "~/contracts/layers";
import { layerSaid } from "~/contracts/look-words";
import type { Picture } from "~/contracts/records";
import type { RegionLayer } from "~/contracts/request";
import { useServices } from "~/services/context";
import { Button } from "~/ui/button/Button";
import { IconButton } from "~/ui/button/IconButton";
import { announce } from "~/ui/text/announce";
import { Panel } from "../Panel";
import { ChangeLayer } from "./ChangeLayer";
import { isRegionLayer } from "./chain";
import type { Editor } from "./editor";
import styles from "./Layers.module.css";
import { words } from "./words";

function Switches(props: { readonly editor: Editor; readonly kind: RegionLayer }) {
  const title = () => words.layerNames[props.kind];
  const locked = () => props.editor.locked().has(props.kind);
  const under = () => props.editor.beneath(props.kind);
  const label = (): string => {
    const shows = under();
    if (!shows) return words.layers.nothing(title());
    return shows.version ? words.layers.off(title(), shows.words) : words.layers.offDrawn(title(), shows.words);
  };
  return (
    <div class={styles["switches"]}>
      <IconButton
        icon={locked() ? "lock" : "unlock"}
        label={locked() ? words.layers.unlock(title()) : words.layers.lock(title())}
        pressed={locked()}
        onClick={() => props.editor.lock(props.kind, !locked())}
      />
      <IconButton
        icon="eyeOff"
        label={label()}
        disabled={under() === undefined || locked() || props.editor.busy()}
        onClick={() => void props.editor.off(props.kind)}
      />
    </div>
  );
}

function Past(props: { readonly editor: Editor; readonly kind: RegionLayer }) {
  const earlier = () => props.editor.versions(props.kind).slice(0, -1).toReversed();
  const title = () => words.layerNames[props.kind];
  return (
    <Show when={earlier().length > 0}>
      <details class={styles["past"]}>
        <summary>{words.layers.history(title(), earlier().length + 1)}</summary>
        <ul>
          <For each={earlier()}>
            {(version) => (
              <li>
                <button
                  type="button"
                  aria-label={version.reachable ? words.layers.putBack(version.words) : words.layers.drawAgain(version.words)}
                  title={version.reachable ? undefined : words.layers.covered}
                  disabled={
                    (!version.reachable && version.words === "") || props.editor.locked().has(props.kind) || props.editor.busy()
                  }
                  onClick={() => void props.editor.back(props.kind, version)}
                >
                  {version.words || words.layers.unsaid}
                </button>
              </li>
            )}
          </For>
        </ul>
      </details>
    </Show>
  );
}

export function Layers(props: { readonly editor: Editor }) {
  const { pictures } = useServices();
  const [open, setOpen] = createSignal<LayerKind | null>(null);
  const putBack = async ({ id }: Picture): Promise<void> => {
    await pictures.restore([id]);
    announce(words.layers.restored);
  };
  const said = (kind: LayerKind) => layerSaid(props.editor.picture.request, kind);
  return (
    <Panel title={words.layers.title}>
      <p class={styles["hint"]}>{words.layers.hint}</p>
      <Show when={props.editor.olderInTrash()}>
        {(older) => (
          <p class={styles["older"]}>
            {words.layers.olderInTrash}
            <Button look="quiet" icon="undo" onClick={() => void putBack(older())}>
              {words.layers.restore}
            </Button>
          </p>
        )}
      </Show>
      <ul class={styles["list"]}>
        <For each={LAYER_KINDS}>
          {(kind) => (
            <li class={styles["row"]}>
              <button
                class={styles["open"]}
                type="button"
                aria-haspopup="dialog"
                aria-label={words.layers.change(words.layerNames[kind], said(kind))}
                title={kind === "lens" ? words.layers.lens : said(kind)}
                disabled={kind === "lens" || (isRegionLayer(kind) && props.editor.locked().has(kind))}
                onClick={() => setOpen(kind)}
              >
                <span class={styles["title"]}>{words.layerNames[kind]}</span>{" "}
                <span class={styles["said"]}>{said(kind) || words.layers.unsaid}</span>
              </button>
              <Show when={isRegionLayer(kind) ? kind : undefined}>
                {(region) => (
                  <>
                    <Switches editor={props.editor} kind={region()} />
                    <Past editor={props.editor} kind={region()} />
                  </>
                )}
              </Show>
            </li>
          )}
        </For>
      </ul>
      <Show when={open()} keyed>
        {(kind) => <ChangeLayer editor={props.editor} kind={kind} onClose={() => setOpen(null)} />}
      </Show>
    </Panel>
  );
}
