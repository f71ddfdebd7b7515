/**
 * @file The middle of the studio: the picture out of the noise, the one that was drawn, or the sketch of what would be.
 *
 * Single keys act only while the stage has focus.
 */
import { createEffect, createMemo, Match, on, Show, Switch } from "solid-js";
import type { Picture } from "~/contracts/records";
import { useServices } from "~/services/context";
import { failureDetails, failureWords } from "~/services/failure-words";
import { likenessWords } from "~/services/likeness-words";
import { Frame } from "~/ui/picture/Frame";
import { Pixels } from "~/ui/picture/Pixels";
import { Progress } from "~/ui/progress/Progress";
import { Spinner } from "~/ui/progress/Spinner";
import { FailureNotice } from "~/ui/text/FailureNotice";
import { composed } from "./draft";
import styles from "./Stage.module.css";
import type { OnStage, Studio } from "./studio";
import { words } from "./words";

type At<Kind extends OnStage["kind"]> = Extract<OnStage, { kind: Kind }>;

function Shown(props: { readonly picture: Picture }) {
  const { pictures } = useServices();
  const url = pictures.image(() => props.picture.id);
  return (
    <Frame src={url()} alt={composed(props.picture.request)} width={props.picture.width} height={props.picture.height} eager>
      <p class={styles["caption"]}>
        <span>{props.picture.seed}</span>
        <span>{likenessWords(props.picture.likeness)}</span>
      </p>
    </Frame>
  );
}

export function Stage(props: { readonly studio: Studio; readonly onReject: (picture: Picture) => void }) {
  let frame!: HTMLDivElement;
  const stage = createMemo(() => props.studio.stage());
  const is = <Kind extends OnStage["kind"]>(kind: Kind): At<Kind> | undefined => {
    const now = stage();
    return now.kind === kind ? (now as At<Kind>) : undefined;
  };
  const size = () => is("picture")?.picture ?? props.studio.request().size;
  createEffect(on(size, ({ width, height }) => frame.style.setProperty("--ratio", `${width} / ${height}`)));

  const total = () => props.studio.job()?.request.seeds.length ?? 1;
  const progress = (at: At<"running">["at"]): string => {
    if (at.kind === "loading" || at.steps === 0) return words.stage.loading;
    const left = at.secondsLeft === null ? "" : ` · ${words.stage.left(at.secondsLeft)}`;
    return `${words.stage.drawing(at.picture + 1, total(), at.step, at.steps)}${left}`;
  };
  const keepShown = (): void => {
    const now = stage();
    if (now.kind === "picture") void props.studio.mark(now.picture.id, now.picture.mark === "keep" ? null : "keep");
  };
  const rejectShown = (): void => {
    const now = stage();
    if (now.kind === "picture") props.onReject(now.picture);
  };
  const verbs: Readonly<Record<string, () => void>> = {
    ArrowRight: () => props.studio.walk(1),
    ArrowLeft: () => props.studio.walk(-1),
    Enter: keepShown,
    x: rejectShown,
  };
  const keys = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const todo = verbs[event.key];
    if (!todo) return;
    event.preventDefault();
    todo();
  };

  return (
    <div class={styles["place"]}>
      <div
        ref={frame}
        class={styles["frame"]}
        tabIndex={0}
        role="group"
        aria-label={words.stage.label(props.studio.persona.name)}
        onKeyDown={keys}
      >
        <Switch>
          <Match when={is("picture")}>{(now) => <Shown picture={now().picture} />}</Match>
          <Match when={is("running")}>
            {(now) => (
              <div class={styles["sheet"]}>
                <Show when={now().at.preview}>
                  {(preview) => <Pixels pixels={preview()} label={words.stage.label(props.studio.persona.name)} />}
                </Show>
                <div class={styles["progress"]}>
                  <Progress
                    label={words.stage.label(props.studio.persona.name)}
                    hideLabel
                    value={now().at.picture * now().at.steps + now().at.step}
                    max={Math.max(1, total() * now().at.steps)}
                    words={progress(now().at)}
                  />
                </div>
              </div>
            )}
          </Match>
          <Match when={is("sketch")}>
            {(now) => (
              <div class={styles["sheet"]} data-drawing={now().drawing ? "" : undefined}>
                <Show when={now().sketch} fallback={<p class={styles["empty"]}>{words.stage.empty}</p>}>
                  {(sketch) => (
                    <>
                      <Pixels pixels={sketch().preview} label={words.stage.sketch} />
                      <p class={styles["note"]}>{words.stage.sketchHint(sketch().seconds)}</p>
                    </>
                  )}
                </Show>
                <Show when={now().drawing}>
                  <span class={styles["busy"]} role="status">
                    <Spinner />
                    <span class="sr-only">{words.stage.sketching}</span>
                  </span>
                </Show>
              </div>
            )}
          </Match>
        </Switch>
      </div>
      <Show when={props.studio.sketchFailure()}>
        {(failure) => <FailureNotice {...failureWords(failure())} details={failureDetails(failure())} />}
      </Show>
    </div>
  );
}
