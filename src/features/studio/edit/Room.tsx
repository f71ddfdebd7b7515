/**
 * @file The room of one picture: it in the middle, its layers and what else can be done to it at the side, what came of it below.
 */
import { useNavigate } from "@solidjs/router";
import { createEffect, createMemo, createSignal, on, onCleanup, onMount, Show } from "solid-js";
import { findsParts, readsPictures } from "~/contracts/abilities";
import { lookWords } from "~/contracts/look-words";
import { isFailure, type Failure } from "~/contracts/failure";
import type { Picture } from "~/contracts/records";
import { useServices } from "~/services/context";
import { failureDetails, failureWords, type FailureWords } from "~/services/failure-words";
import { Button } from "~/ui/button/Button";
import { IconButton } from "~/ui/button/IconButton";
import { Frame } from "~/ui/picture/Frame";
import { Pixels } from "~/ui/picture/Pixels";
import { BackLink } from "~/ui/text/BackLink";
import { FailureNotice } from "~/ui/text/FailureNotice";
import { Notice } from "~/ui/text/Notice";
import { createTitle } from "~/ui/text/title";
import { undoKey } from "../undo-key";
import { Busy } from "./Busy";
import { Canvas } from "./Canvas";
import type { Editor } from "./editor";
import styles from "./Room.module.css";
import { Expand } from "./Expand";
import { NO_MARGINS, type Margins } from "./expanding";
import { PreviewMark } from "./Glimpse";
import { Grades } from "./Grades";
import { Lacking } from "./Lacking";
import { LargerFrame } from "./LargerFrame";
import { Layers } from "./Layers";
import { MaskTools } from "./MaskTools";
import { Missing, type Loss } from "./Missing";
import { onwardFrom } from "./onward";
import { Review, type Shown } from "./Review";
import { Undrawn } from "./Undrawn";
import { ByWords, Verbs } from "./Verbs";
import { words } from "./words";

/** Pictures that were gone back from, of this page's time: where "on" leads. */
const [forward, setForward] = createSignal<readonly string[]>([]);

/** What is kept now goes on from here; there is nothing to go on to. */
export const forgetForward = (): void => void setForward([]);

interface RoomProps {
  readonly editor: Editor;
  readonly all: readonly Picture[];
  /** The row is gone, or lies in the trash. */
  readonly loss: Loss | null;
}

export function Room(props: RoomProps) {
  const { packs, pictures } = useServices();
  const navigate = useNavigate();
  const [shown, setShown] = createSignal<Shown>("after");
  const [margins, setMargins] = createSignal<Margins | null>(null);
  const looked = () => (shown() === "after" ? props.editor.result() : undefined) ?? props.editor.picture;
  const url = pictures.image(() => looked().id);
  createEffect(
    on(
      () => props.editor.result()?.id,
      () => setShown("after"),
    ),
  );
  const hasPack = () => {
    const { id, revision } = props.editor.pack;
    const here = packs.list()?.find(({ pack }) => pack.id === id);
    return here === undefined || here.state.phase === "installed" || here.earlier.some((pack) => pack.revision === revision);
  };
  /** Of an edit: that what it begins with is not here says more than that it failed. */
  const failed = () => {
    const failure = props.editor.failure();
    return failure && !(props.loss !== null && isFailure(failure, "source-missing")) ? failure : null;
  };
  const remedied = (failure: Failure): FailureWords => {
    const said = failureWords(failure);
    const again = isFailure(failure, "pack-missing") && hasPack();
    return again ? { ...said, remedy: { kind: "again", label: words.again } } : said;
  };
  const loss = () => props.loss ?? (looked() === props.editor.picture && url() === null ? "file" : null);
  let head!: HTMLDivElement;
  let place!: HTMLDivElement;
  let said!: HTMLDivElement;
  /** Of what is shown; a frame that is being changed has one that stays. */
  const ratio = (): string => {
    if (margins() !== null) return "1 / 1";
    const { width, height } = preview() ?? looked();
    return `${width} / ${height}`;
  };
  createEffect(() => place.style.setProperty("--ratio", ratio()));
  // Where the screen is narrow, what came of something asked for below is said above, under the picture.
  createEffect(
    on(
      () => [props.editor.busy(), props.editor.result() !== undefined, props.editor.failure() !== null] as const,
      () => {
        const { top, height } = said.getBoundingClientRect();
        const isSeen = height === 0 || (top >= place.getBoundingClientRect().bottom && top + height < innerHeight);
        if (!isSeen) head.scrollIntoView({ block: "start" });
      },
      { defer: true },
    ),
  );
  createTitle(() => words.title(props.editor.persona.name));
  const before = () => props.all.find(({ id }) => id === props.editor.picture.request.edit?.sourceId);
  const onward = createMemo(() => onwardFrom(forward(), props.editor.picture.id, props.all));
  const after = () => onward().at(-1);
  const undo = (to: Picture): void => {
    setForward([...onward(), props.editor.picture.id]);
    navigate(`/edit/${to.id}`);
  };
  const redo = (id: string): void => {
    setForward(onward().slice(0, -1));
    navigate(`/edit/${id}`);
  };
  onMount(() => {
    // Strokes first, then pictures; on the canvas they never lead away from what is drawn there.
    const keys = (event: KeyboardEvent): void => {
      const way = event.defaultPrevented ? undefined : undoKey(event);
      const [to, back] = [before(), after()];
      const { masking } = props.editor;
      if (way === undefined) return;
      event.preventDefault();
      if (way === "undo" && masking.canUndo()) masking.undo();
      else if (way === "redo" && masking.canRedo()) masking.redo();
      else if (event.target instanceof HTMLCanvasElement) return;
      else if (way === "undo" && to) undo(to);
      else if (way === "redo" && back !== undefined) redo(back);
    };
    document.addEventListener("keydown", keys);
    onCleanup(() => document.removeEventListener("keydown", keys));
  });
  const summary = () => {
    const { masking, persona, picture } = props.editor;
    return words.mask.summary(persona.name, picture.width, picture.height, masking.covers());
  };
  /** Whether anything but its colours can change. */
  const reads = () => readsPictures(props.editor.pack);
  /** More pixels than the model draws, by far. */
  const isLarge = () => props.editor.picture.width > 2 * Math.max(...props.editor.pack.sizes.map(({ width }) => width));
  const preview = () => (props.editor.busy() ? props.editor.running()?.preview : null);

  return (
    <div class={styles["editor"]}>
      <div class={styles["middle"]}>
        <div ref={head} class={styles["head"]}>
          <BackLink href={`/studio/${props.editor.persona.id}`}>{words.back(props.editor.persona.name)}</BackLink>
          <div class={styles["steps"]}>
            <IconButton
              icon="undo"
              label={words.undo}
              disabled={before() === undefined}
              onClick={() => {
                const to = before();
                if (to) undo(to);
              }}
            />
            <IconButton
              icon="redo"
              label={words.redo}
              disabled={after() === undefined}
              onClick={() => {
                const to = after();
                if (to !== undefined) redo(to);
              }}
            />
          </div>
        </div>
        <h1 class="sr-only">{words.title(props.editor.persona.name)}</h1>
        <div class={styles["place"]}>
          <div ref={place} class={styles["frame"]} data-shown={looked() === props.editor.picture ? "before" : "after"}>
            <Show
              when={looked() === props.editor.picture && url() !== null && reads()}
              fallback={
                <Frame
                  src={url()}
                  alt={words.canvas.picture(props.editor.persona.name, lookWords(looked().request))}
                  width={looked().width}
                  height={looked().height}
                  eager
                  gone={words.canvas.gone}
                />
              }
            >
              <Show
                when={margins() !== null}
                fallback={
                  <Canvas
                    masking={props.editor.masking}
                    src={url()}
                    label={summary()}
                    preview={props.editor.previewing.shown()}
                  />
                }
              >
                <LargerFrame
                  size={props.editor.picture}
                  src={url()}
                  alt={words.canvas.picture(props.editor.persona.name, lookWords(looked().request))}
                  margins={margins() ?? NO_MARGINS}
                  onChange={setMargins}
                />
              </Show>
            </Show>
            <PreviewMark previewing={props.editor.previewing} />
            {/* Each by itself: the last one goes in the same moment in which the picture comes. */}
            <Show when={preview()} keyed>
              {(pixels) => (
                <div class={styles["preview"]}>
                  <Pixels pixels={pixels} label={words.busy.label} />
                </div>
              )}
            </Show>
          </div>
        </div>
        <div ref={said} class={styles["said"]}>
          <Show when={isLarge()}>
            <p class={styles["note"]}>{words.large(props.editor.picture.width, props.editor.picture.height)}</p>
          </Show>
          <Show when={props.editor.busy()}>
            <Busy editor={props.editor} />
          </Show>
          <Show when={loss() !== null || (!hasPack() && failed() === null)}>
            <Missing editor={props.editor} loss={loss()} hasPack={hasPack()} />
          </Show>
          <Show when={failed()}>
            {(failure) => (
              <div class={styles["failed"]}>
                <FailureNotice
                  {...remedied(failure())}
                  details={failureDetails(failure())}
                  onAgain={() => void props.editor.again()}
                >
                  <Show when={props.editor.undrawn().length > 1}>
                    <p>{words.undrawn.which(props.editor.undrawn())}</p>
                  </Show>
                </FailureNotice>
                <Button look="quiet" onClick={() => void props.editor.dismiss()}>
                  {words.dismiss}
                </Button>
              </div>
            )}
          </Show>
          <Show when={props.editor.stopped()}>
            <Undrawn editor={props.editor} />
          </Show>
          <Show when={props.editor.result()} keyed>
            {(result) => <Review editor={props.editor} result={result} shown={shown()} onShow={setShown} />}
          </Show>
        </div>
      </div>
      <aside class={styles["side"]}>
        <Lacking pack={props.editor.pack} />
        <Show when={reads()}>
          <Show
            when={props.editor.unread()}
            fallback={
              <Show when={findsParts(props.editor.pack)}>
                <Layers editor={props.editor} />
                <ByWords editor={props.editor} />
              </Show>
            }
          >
            {(what) => (
              <Notice
                tone="warn"
                title={what() === "photograph" ? words.unread.photograph : words.unread.noFace[props.editor.pack.reads]}
                why={words.unread.why[props.editor.pack.reads](props.editor.pack.name)}
              />
            )}
          </Show>
          <MaskTools masking={props.editor.masking} kept={props.editor.keptMasks} />
          <Verbs editor={props.editor} />
          <Expand editor={props.editor} margins={margins()} onChange={setMargins} />
        </Show>
        <Grades editor={props.editor} />
      </aside>
    </div>
  );
}
