/**
 * @file Two pictures compared, by whichever way shows it best, and what was changed from the one to the other in words.
 */
import { createMemo, createSignal, For, Match, Show, Switch } from "solid-js";
import type { Picture } from "~/contracts/records";
import { useServices } from "~/services/context";
import { likenessWords } from "~/services/likeness-words";
import { Button } from "~/ui/button/Button";
import { Segmented } from "~/ui/field/Segmented";
import { Dialog } from "~/ui/overlay/Dialog";
import { Frame } from "~/ui/picture/Frame";
import { changesBetween, type Known } from "./changes";
import styles from "./Compare.module.css";
import type { Library } from "./library";
import { Blink, Difference, Slide } from "./Overlaid";
import { words } from "./words";

type Way = keyof typeof words.compare.ways;

const WAYS = (Object.keys(words.compare.ways) as readonly Way[]).map((value) => ({ value, label: words.compare.ways[value] }));

function Caption(props: { readonly library: Library; readonly picture: Picture; readonly side: string }) {
  return (
    <div class={styles["caption"]}>
      <span>
        {props.side} · {likenessWords(props.picture.likeness)}
      </span>
      <Button
        look="quiet"
        icon="check"
        aria-pressed={props.picture.mark === "keep"}
        onClick={() => props.library.setMark([props.picture], "keep")}
      >
        {props.picture.mark === "keep" ? words.compare.kept : words.compare.better}
      </Button>
    </div>
  );
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
        gone={words.gone.short}
      />
      <figcaption>
        <Caption {...props} />
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
  const [way, setWay] = createSignal<Way>("side");
  const [swapped, setSwapped] = createSignal(false);
  const pair = createMemo(() => {
    const [one, other] = props.pictures as readonly [Picture, Picture];
    return swapped() ? ([other, one] as const) : ([one, other] as const);
  });
  const { packs } = useServices();
  const known: Known = {
    picture: (id) => props.library.all()?.find((each) => each.id === id),
    pack: (id) => packs.list()?.find(({ pack }) => pack.id === id)?.pack.name ?? id,
  };
  const changes = () => changesBetween(...pair(), known);
  const name = (picture: Picture) => words.grid.picture(picture, props.library.nameOf(picture));
  return (
    <Dialog open full title={words.compare.title} onClose={() => props.onClose()}>
      <div class={styles["compare"]}>
        <div class={styles["ways"]}>
          <Segmented label={words.compare.how} hideLabel value={way()} segments={WAYS} onChange={setWay} />
          <Button look="quiet" icon="redo" onClick={() => setSwapped(!swapped())}>
            {words.compare.swap}
          </Button>
        </div>
        <Switch>
          <Match when={way() === "side"}>
            <div class={styles["pair"]}>
              <For each={pair()}>
                {(picture, index) => <Side library={props.library} picture={picture} side={words.compare.side(index())} />}
              </For>
            </div>
          </Match>
          <Match when={way() === "slider"}>
            <Slide pair={pair()} name={name} />
          </Match>
          <Match when={way() === "blink"}>
            <Blink pair={pair()} name={name} />
          </Match>
          <Match when={way() === "difference"}>
            <Difference pair={pair()} name={name} />
          </Match>
        </Switch>
        <section class={styles["changes"]}>
          <h3 class={styles["heading"]}>{words.compare.changes}</h3>
          <Show when={changes().length > 0} fallback={<p class={styles["same"]}>{words.compare.same}</p>}>
            <ul>
              <For each={changes()}>{(sentence) => <li>{sentence}</li>}</For>
            </ul>
          </Show>
        </section>
      </div>
    </Dialog>
  );
}
