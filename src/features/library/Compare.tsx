/**
 * @file Two pictures side by side, and what differs between them in words.
 */
import { For, Show } from "solid-js";
import { differences, layerSaid, type Difference } from "~/contracts/look-words";
import type { LayerKind } from "~/contracts/layers";
import { LAYER_KINDS } from "~/contracts/layers";
import type { Picture } from "~/contracts/records";
import { useServices } from "~/services/context";
import { likenessWords } from "~/services/likeness-words";
import { Button } from "~/ui/button/Button";
import { Dialog } from "~/ui/overlay/Dialog";
import { Frame } from "~/ui/picture/Frame";
import styles from "./Compare.module.css";
import type { Library } from "./library";
import { words } from "./words";

const isLayer = (difference: Difference): difference is LayerKind => (LAYER_KINDS as readonly string[]).includes(difference);

function valueOf({ request }: Picture, difference: Difference): string {
  if (isLayer(difference)) {
    const said = layerSaid(request, difference);
    const strength = request.layers.find(({ kind }) => kind === difference)?.strength ?? 0;
    return said === "" ? words.compare.nothing : said + words.detail.strength(strength);
  }
  switch (difference) {
    case "prompt":
      return request.prompt || words.compare.nothing;
    case "identity":
      return request.identityStrength.toFixed(2);
    case "size":
      return words.detail.sizeWords(request.size.width, request.size.height);
    case "quality":
      return words.detail.qualityWords(request.steps, request.guidance);
    case "model":
      return words.detail.versionWords(request.model.version);
    default:
      return difference satisfies never;
  }
}

function Side(props: { readonly library: Library; readonly picture: Picture; readonly side: string }) {
  const { pictures } = useServices();
  const url = pictures.image(() => props.picture.id);
  return (
    <figure class={styles["side"]}>
      <Frame
        src={url()}
        alt={`${props.side}: ${words.grid.picture(props.picture, props.library.nameOf(props.picture))}`}
        width={props.picture.width}
        height={props.picture.height}
        eager
      />
      <figcaption class={styles["caption"]}>
        <span>{likenessWords(props.picture.likeness)}</span>
        <Button
          look="quiet"
          icon="check"
          aria-pressed={props.picture.mark === "keep"}
          onClick={() => props.library.setMark([props.picture], "keep")}
        >
          {props.picture.mark === "keep" ? words.compare.kept : words.compare.better}
        </Button>
      </figcaption>
    </figure>
  );
}

interface Props {
  readonly library: Library;
  /** Two. */
  readonly pictures: readonly Picture[];
  readonly onClose: () => void;
}

export function Compare(props: Props) {
  const first = () => props.pictures[0]!;
  const second = () => props.pictures[1]!;
  const changed = () => differences(first().request, second().request);
  return (
    <Dialog open full title={words.compare.title} onClose={() => props.onClose()}>
      <div class={styles["compare"]}>
        <div class={styles["pair"]}>
          <For each={props.pictures}>
            {(picture, index) => <Side library={props.library} picture={picture} side={words.compare.side(index())} />}
          </For>
        </div>
        <Show when={changed().length > 0} fallback={<p class={styles["same"]}>{words.compare.same}</p>}>
          <dl class={styles["differences"]}>
            <For each={changed()}>
              {(difference) => (
                <div>
                  <dt>{words.compare.names[difference]}</dt>
                  <dd>{valueOf(first(), difference)}</dd>
                  <dd>{valueOf(second(), difference)}</dd>
                </div>
              )}
            </For>
          </dl>
        </Show>
      </div>
    </Dialog>
  );
}
