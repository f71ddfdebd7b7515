/**
 * @file Own words, what the model does not understand of them, and the button that draws.
 */
import { createEffect, createMemo, createSignal, on, onCleanup, Show } from "solid-js";
import { isAbort } from "~/contracts/failure";
import { MAX_PROMPT_CHARACTERS } from "~/contracts/request";
import { useServices } from "~/services/context";
import { Button } from "~/ui/button/Button";
import styles from "./PromptBar.module.css";
import { Kept } from "./Kept";
import { PauseButton } from "./Queue";
import type { Studio } from "./studio";
import { words } from "./words";

const HINT_DELAY_MS = 400;

interface Props {
  readonly studio: Studio;
  readonly onGenerate: () => void;
  readonly onQueue: () => void;
}

export function PromptBar(props: Props) {
  const { inference, jobs, personas } = useServices();
  const [unknown, setUnknown] = createSignal<readonly string[]>([]);
  const [over, setOver] = createSignal(0);
  const draft = () => props.studio.draft();
  const own = createMemo(() => [draft().prompt, ...Object.values(draft().layers).map((layer) => layer.own)].join(" ").trim());

  createEffect(
    on(own, (text) => {
      setOver(0);
      if (text === "") {
        setUnknown([]);
        return;
      }
      let current = true;
      const timer = setTimeout(() => {
        const { pack, request } = props.studio;
        inference.call.unknownWords(pack.id, text).then(
          (found) => current && setUnknown(found),
          // The hint is a courtesy: drawing says for itself what is wrong.
          (error: unknown) => current && !isAbort(error) && setUnknown([]),
        );
        inference.call.tokensOver(pack.id, request().prompt, request().layers).then(
          (count) => current && setOver(count),
          (error: unknown) => current && !isAbort(error) && setOver(0),
        );
      }, HINT_DELAY_MS);
      onCleanup(() => {
        current = false;
        clearTimeout(timer);
      });
    }),
  );

  /** Somebody else's trigger word in the text: a person's pictures come from their own model. */
  const foreign = createMemo(() =>
    (personas.all() ?? []).find(
      (other) => other.id !== props.studio.persona.id && own().toLowerCase().includes(other.trigger.toLowerCase()),
    ),
  );
  const detail = (): string => {
    const { preset, pictures } = draft();
    const each = props.studio.takes(props.studio.pack.presets[preset]);
    return each === undefined ? words.prompt.count(pictures) : words.prompt.about(pictures, each * pictures);
  };
  const shootIsDone = () => props.studio.shoot().length > 0 && !jobs.busy();
  const busy = () => props.studio.running() !== null;
  const waiting = createMemo(() => {
    const waits = jobs.queue().filter(({ status }) => status === "queued");
    return new Set(waits.map(({ id, shoot }) => shoot?.id ?? id)).size;
  });

  return (
    <form
      class={styles["bar"]}
      onSubmit={(event) => {
        event.preventDefault();
        if (!foreign()) props.onGenerate();
      }}
    >
      <div class={styles["field"]}>
        <span class={styles["chip"]} title={words.prompt.trigger(props.studio.persona.name)}>
          <span class="sr-only">{words.prompt.trigger(props.studio.persona.name)}</span>
          <span aria-hidden="true">{props.studio.persona.name}</span>
        </span>
        <input
          class={styles["input"]}
          aria-label={words.prompt.label}
          placeholder={words.prompt.placeholder}
          maxLength={MAX_PROMPT_CHARACTERS}
          autocomplete="off"
          spellcheck={false}
          data-undo="studio"
          value={draft().prompt}
          onInput={(event) => props.studio.change({ prompt: event.currentTarget.value })}
        />
        <Show when={busy()}>
          <Button look="quiet" icon="close" onClick={() => void props.studio.stop()}>
            {words.prompt.stop}
          </Button>
        </Show>
      </div>
      <div class={styles["go"]}>
        <Button look="primary" wide type="submit" detail={detail()} disabled={foreign() !== undefined}>
          {jobs.queue().length > 0 ? words.prompt.queue : words.prompt.generate}
        </Button>
      </div>
      <div class={styles["hints"]} role="status">
        <Show when={foreign()}>
          {(other) => (
            <p>
              {words.prompt.foreign(other().name)} <a href={`/studio/${other().id}`}>{words.prompt.switch(other().name)}</a>
            </p>
          )}
        </Show>
        <Show when={draft().prompt.length >= MAX_PROMPT_CHARACTERS}>
          <p>{words.prompt.longest(MAX_PROMPT_CHARACTERS)}</p>
        </Show>
        <Show when={over() > 0}>
          <p>{words.prompt.tooMuch}</p>
        </Show>
        <Show when={unknown().length > 0}>
          <p>{words.prompt.unknown(unknown())}</p>
        </Show>
      </div>
      <div class={styles["queue"]}>
        <Show
          when={waiting() > 0}
          fallback={
            <Show when={shootIsDone()}>
              <Kept studio={props.studio} />
            </Show>
          }
        >
          <p role="status">
            {jobs.paused() ? `${words.queue.paused} · ` : ""}
            {words.queue.waiting(waiting())}
          </p>
          <PauseButton />
          <span class={styles["see"]}>
            <Button look="quiet" onClick={() => props.onQueue()}>
              {words.queue.see}
            </Button>
          </span>
        </Show>
      </div>
    </form>
  );
}
