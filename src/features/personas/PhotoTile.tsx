/**
 * @file One photograph with what the inspector says of it, in plain words, and a way to take it out.
 */
import { For, Match, Show, Switch } from "solid-js";
import { type Finding, isUsable, REFUSING } from "~/contracts/faces";
import type { Pack } from "~/contracts/manifest";
import { type Photograph, thumbnailId } from "~/contracts/records";
import { useServices } from "~/services/context";
import { IconButton } from "~/ui/button/IconButton";
import { Icon } from "~/ui/icon/Icon";
import { Frame } from "~/ui/picture/Frame";
import { Spinner } from "~/ui/progress/Spinner";
import styles from "./PhotoTile.module.css";
import { findingWords, words } from "./words";

/** More than any pack reads. */
const MOST_LETTERS = 300;

interface Props {
  readonly photograph: Photograph;
  readonly index: number;
  readonly of: number;
  readonly pack: Pack;
  /** Whether anybody is looking at this person's photographs now. */
  readonly looking: boolean;
  readonly onRemove: () => void;
}

export function PhotoTile(props: Props) {
  const { pictures, photographs } = useServices();
  const isSaid = () => props.pack.reads === "photographs" && (state() === "good" || state() === "warned");
  const image = pictures.image(() => thumbnailId(props.photograph.id));
  const inspection = () => props.photograph.inspection;
  const findings = (): readonly Finding[] => inspection()?.findings ?? [];
  const state = (): "looking" | "refused" | "warned" | "good" => {
    const seen = inspection();
    if (seen === null) return "looking";
    if (!isUsable(seen)) return "refused";
    return findings().length > 0 ? "warned" : "good";
  };
  return (
    <article class={styles["tile"]} data-state={state()}>
      <div class={styles["picture"]}>
        <Frame src={image()} alt={words.photo.alt(props.index + 1, props.of)} />
        <div class={styles["remove"]}>
          <IconButton icon="close" label={words.photo.remove(props.photograph.name)} onClick={() => props.onRemove()} />
        </div>
      </div>
      <Switch>
        <Match when={state() === "looking"}>
          <p class={styles["verdict"]}>
            <Show when={props.looking} fallback={<span>{words.photo.waiting}</span>}>
              <Spinner />
              <span>{words.photo.looking}</span>
            </Show>
          </p>
        </Match>
        <Match when={state() === "good"}>
          <p class={styles["verdict"]}>
            <Icon name="check" />
            <span>{words.photo.good}</span>
          </p>
        </Match>
        <Match when={findings().length > 0}>
          <For each={findings()}>
            {(finding) => (
              <p class={styles["verdict"]} data-refusing={REFUSING.includes(finding.code) ? "" : undefined}>
                <Icon name={REFUSING.includes(finding.code) ? "warning" : "info"} />
                <span>
                  {findingWords(finding, props.pack).happened}
                  <small class={styles["todo"]}>
                    {findingWords(finding, props.pack).todo}
                    <Show when={finding.code === "photograph"}>
                      {" "}
                      <a href="/cast">{words.photo.cast}</a>
                    </Show>
                  </small>
                </span>
              </p>
            )}
          </For>
        </Match>
      </Switch>
      <Show when={state() === "refused" && findings().length === 0}>
        <p class={styles["verdict"]} data-refusing="">
          <Icon name="warning" />
          <span>{findingWords({ code: "no-face" }, props.pack).happened}</span>
        </p>
      </Show>
      <Show when={isSaid()}>
        <textarea
          class={styles["caption"]}
          rows={2}
          maxLength={MOST_LETTERS}
          aria-label={words.captions.label(props.index + 1)}
          placeholder={words.captions.empty}
          value={props.photograph.caption ?? ""}
          onChange={(event) => void photographs.say(props.photograph.id, event.currentTarget.value)}
        />
      </Show>
    </article>
  );
}
