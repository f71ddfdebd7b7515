/**
 * @file The studio: layers on the left, the picture in the middle, history on the right; sheets instead of sidebars on a phone.
 *
 * A persona without a finished model of its own, for a pack revision that is here, is shown the way to it and nothing is drawn.
 */
import { useParams } from "@solidjs/router";
import { createMemo, createResource, createSignal, For, Match, on, onCleanup, onMount, Show, Switch } from "solid-js";
import { readsPictures } from "~/contracts/abilities";
import type { Picture } from "~/contracts/records";
import { Failure } from "~/contracts/failure";
import { useServices } from "~/services/context";
import { failureDetails, failureWords } from "~/services/failure-words";
import { Button, ButtonLink } from "~/ui/button/Button";
import { Dialog } from "~/ui/overlay/Dialog";
import { say } from "~/ui/overlay/toasts";
import { FailureNotice } from "~/ui/text/FailureNotice";
import { Notice } from "~/ui/text/Notice";
import { Page } from "~/ui/text/Page";
import { createTitle } from "~/ui/text/title";
import { composed } from "./draft";
import { History } from "./History";
import { LayerStack } from "./LayerStack";
import { PromptBar } from "./PromptBar";
import { Queue } from "./Queue";
import { Settings } from "./Settings";
import { Stage } from "./Stage";
import { Strip } from "./Strip";
import { createStudio, type Studio } from "./studio";
import styles from "./Studio.module.css";
import { undoByKey } from "./UndoButtons";
import { stepsLeft, TRAINING_STEPS } from "./untrained";
import { Who } from "./Who";
import { words } from "./words";

type Sheet = "layers" | "settings" | "history" | "queue";

const SHEETS: readonly Sheet[] = ["layers", "settings", "history"];

function Room(props: { readonly studio: Studio }) {
  const [sheet, setSheet] = createSignal<Sheet | null>(null);
  const [varying, setVarying] = createSignal(false);

  const reject = (picture: Picture): void => {
    void props.studio.mark(picture.id, "reject");
    say({
      text: words.strip.rejected,
      action: { label: words.strip.undo, run: () => void props.studio.mark(picture.id, picture.mark) },
    });
  };
  const { jobs } = useServices();
  const inQueue = () =>
    jobs.queue().length > 0 || (jobs.all() ?? []).some(({ id, status }) => status === "failed" && id !== props.studio.job()?.id);
  const failed = () => {
    const job = props.studio.job();
    return job?.status === "failed" && job.failure ? new Failure(job.failure.code, job.failure.details) : undefined;
  };
  /** Nothing can be written: neither a new job nor how the running one ended. */
  const blocked = () => props.studio.askFailure() ?? jobs.stopped();
  const goOn = (): void => (props.studio.askFailure() ? void props.studio.generate() : jobs.goOn());
  createTitle(() => words.title(props.studio.persona.name));
  onMount(() => {
    const keys = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || undoByKey(event, props.studio)) return;
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      void props.studio.generate();
    };
    document.addEventListener("keydown", keys);
    onCleanup(() => document.removeEventListener("keydown", keys));
  });

  const panel = (which: Sheet) => (
    <Switch>
      <Match when={which === "layers"}>
        <LayerStack studio={props.studio} />
      </Match>
      <Match when={which === "settings"}>
        <Settings studio={props.studio} />
      </Match>
      <Match when={which === "history"}>
        <History studio={props.studio} />
      </Match>
      <Match when={which === "queue"}>
        <Queue studio={props.studio} />
      </Match>
    </Switch>
  );

  return (
    <div class={styles["studio"]}>
      <h1 class="sr-only">{words.title(props.studio.persona.name)}</h1>
      <aside class={styles["side"]}>
        <Who persona={props.studio.persona} model={props.studio.model} />
        {panel("layers")}
        {panel("settings")}
      </aside>
      <div class={styles["middle"]}>
        <Stage studio={props.studio} onVary={() => setVarying(!varying())} onReject={reject} />
        <Show when={blocked()}>
          {(failure) => (
            <div class={styles["failed"]}>
              <FailureNotice {...failureWords(failure())} details={failureDetails(failure())} onAgain={goOn} />
            </div>
          )}
        </Show>
        <Show when={failed()}>
          {(failure) => (
            <div class={styles["failed"]}>
              <FailureNotice
                {...failureWords(failure())}
                details={failureDetails(failure())}
                onAgain={() => void props.studio.retry()}
              />
              <Show when={failureWords(failure()).remedy.kind === "go"}>
                <Button look="quiet" onClick={() => void props.studio.retry()}>
                  {words.queue.retry}
                </Button>
              </Show>
              <Button look="quiet" onClick={() => void props.studio.dismiss()}>
                {words.queue.dismiss}
              </Button>
            </div>
          )}
        </Show>
        <Strip
          studio={props.studio}
          varying={varying() && readsPictures(props.studio.pack)}
          onVary={() => setVarying(!varying())}
          onReject={reject}
        />
        <p class={styles["composed"]}>
          <span class="sr-only">{words.prompt.composed}: </span>
          {props.studio.persona.name}, {composed(props.studio.request())}
        </p>
        <div class={styles["foot"]}>
          <nav class={styles["sheets"]} aria-label={words.sheets.label}>
            <For each={SHEETS}>
              {(which) => (
                <button type="button" aria-haspopup="dialog" onClick={() => setSheet(which)}>
                  {words.sheets[which]}
                </button>
              )}
            </For>
          </nav>
          <PromptBar studio={props.studio} onGenerate={() => void props.studio.generate()} onQueue={() => setSheet("queue")} />
        </div>
      </div>
      <aside class={styles["history"]}>
        <Show when={inQueue()}>{panel("queue")}</Show>
        {panel("history")}
      </aside>
      <Show when={sheet()}>
        {(which) => (
          <Dialog open title={words.sheets[which()]} onClose={() => setSheet(null)}>
            {panel(which())}
          </Dialog>
        )}
      </Show>
    </div>
  );
}

export default function StudioScreen() {
  const params = useParams<{ personaId: string }>();
  const { personas, packs, drafts, photographs } = useServices();
  const persona = createMemo(() => personas.byId(params.personaId));
  const drawings = photographs.of(() => params.personaId);
  const models = personas.models(() => params.personaId);
  const active = createMemo(() => models()?.find((model) => model.id === persona()?.activeModelId && model.status === "ready"));
  const stale = () => {
    const model = active();
    return model !== undefined && packs.revisionOf(model.pack) === undefined;
  };
  /** The pack that they were learned with, where they are drawn with another one now. */
  const learnedElsewhere = (): string | undefined => {
    const other = models()?.find(({ pack }) => pack.id !== packs.of(persona()).id);
    return other && packs.of({ packId: other.pack.id }).name;
  };
  const [stored] = createResource(
    () => params.personaId,
    async (id) => ({ id, value: await drafts.read(id) }),
  );
  /** A new persona or version makes a new room; nothing else does. */
  const key = createMemo(() => (stored()?.id === persona()?.id && !stale() ? active()?.id : undefined));
  const studio = createMemo(
    on(key, (modelId) => {
      const who = persona();
      const model = active();
      return modelId !== undefined && who && model ? createStudio(who, model, stored()?.value) : undefined;
    }),
  );
  const known = () => personas.all() !== undefined && models() !== undefined && drawings() !== undefined;

  const refusal = (title: string, why: string, action: string) => (
    <Page title={title}>
      <Notice
        tone="plain"
        title={why}
        action={
          <ButtonLink look="primary" href={`/personas/${params.personaId}/training`}>
            {action}
          </ButtonLink>
        }
      />
    </Page>
  );

  return (
    <Show when={known()}>
      <Switch>
        <Match when={!persona()}>
          <Page title={words.missing.title}>
            <ButtonLink look="plain" href="/personas">
              {words.missing.back}
            </ButtonLink>
          </Page>
        </Match>
        <Match when={!active() && learnedElsewhere() !== undefined && persona()}>
          {(who) =>
            refusal(
              words.elsewhere.title(who().name, packs.of(who()).name),
              words.elsewhere.why(learnedElsewhere()!, packs.of(who()).name),
              words.elsewhere.finish(packs.of(who()).name),
            )
          }
        </Match>
        <Match when={!active() && models()?.some(({ status }) => status === "retrain") && persona()}>
          {(who) => refusal(words.retrain.title(who().name), words.retrain.why, words.retrain.finish)}
        </Match>
        <Match when={!active() && persona()}>
          {(who) =>
            refusal(
              words.untrained.title(who().name),
              words.untrained.why,
              words.untrained.finish(stepsLeft(who(), drawings() ?? []), TRAINING_STEPS),
            )
          }
        </Match>
        <Match when={stale() && persona()}>
          {(who) => refusal(words.stale.title(who().name), words.stale.why, words.stale.finish)}
        </Match>
        <Match when={studio()}>{(room) => <Room studio={room()} />}</Match>
      </Switch>
    </Show>
  );
}
