/**
 * @file The middle of the studio: the picture out of the noise, the one that was drawn, or the sketch of what would be.
 *
 * Single keys act only while the stage has focus.
 */
import { createEffect, createMemo, createSignal, Match, on, Show, Switch } from "solid-js";
import type { Mark, Picture, Stars } from "~/contracts/records";
import { failureDetails, failureWords } from "~/services/failure-words";
import { Pixels } from "~/ui/picture/Pixels";
import { Progress } from "~/ui/progress/Progress";
import { Spinner } from "~/ui/progress/Spinner";
import { FailureNotice } from "~/ui/text/FailureNotice";
import { Button } from "~/ui/button/Button";
import { FirstHint } from "./FirstHint";
import styles from "./Stage.module.css";
import type { OnStage, Studio } from "./studio";
import { words } from "./words";
import { Zoom } from "./Zoom";

type At<Kind extends OnStage["kind"]> = Extract<OnStage, { kind: Kind }>;

interface StageProps {
  readonly studio: Studio;
  readonly onVary: () => void;
  readonly onReject: (picture: Picture) => void;
}

export function Stage(props: StageProps) {
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
  const [full, setFull] = createSignal(false);
  const markShown = (mark: Mark): void => {
    const picture = is("picture")?.picture;
    if (!picture) return;
    if (mark === "reject") props.onReject(picture);
    else void props.studio.mark(picture.id, picture.mark === mark ? null : mark);
  };
  const rateShown = (stars: Stars | null): void => {
    const picture = is("picture")?.picture;
    if (picture) void props.studio.rate(picture.id, stars);
  };
  const keep = (): void => (is("sketch")?.sketch ? void props.studio.keepSketch() : markShown("keep"));
  const verbs: Readonly<Record<string, () => void>> = {
    ArrowRight: () => props.studio.walk(1),
    ArrowLeft: () => props.studio.walk(-1),
    Enter: keep,
    k: keep,
    m: () => markShown("maybe"),
    r: () => markShown("reject"),
    x: () => markShown("reject"),
    v: () => is("picture") && props.onVary(),
    z: () => setFull(!full()),
  };
  const keys = (event: KeyboardEvent): void => {
    // What is opened from here lies elsewhere on the page, and is heard here all the same.
    if (event.altKey || event.ctrlKey || event.metaKey || !frame.contains(event.target as Node)) return;
    const stars = /^[0-5]$/.test(event.key);
    const verb = verbs[event.key] ?? verbs[event.key.toLowerCase()];
    // A button on the stage is pressed by Enter itself; what is larger than the stage is scrolled by the arrows.
    const own = event.target !== frame && (event.key === "Enter" || event.key.startsWith("Arrow"));
    if ((!verb && !stars) || own) return;
    event.preventDefault();
    if (stars) rateShown(event.key === "0" ? null : (Number(event.key) as Stars));
    else verb?.();
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
          <Match when={is("picture")}>{(now) => <Zoom picture={now().picture} full={full()} onFull={setFull} />}</Match>
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
                      <div class={styles["note"]}>
                        <p>{words.stage.sketchHint(sketch().seconds)}</p>
                        <Button look="quiet" onClick={() => void props.studio.keepSketch()}>
                          {words.stage.keepSketch}
                        </Button>
                      </div>
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
        <FirstHint studio={props.studio} />
      </div>
      <Show when={props.studio.sketchFailure()}>
        {(failure) => <FailureNotice {...failureWords(failure())} details={failureDetails(failure())} />}
      </Show>
    </div>
  );
}
