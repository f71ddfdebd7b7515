/**
 * @file The first screen: one sentence, four people, and the shortest way to a portrait of one of them.
 */
import { createSignal, For, Match, Show, Switch } from "solid-js";
import type { Persona } from "~/contracts/records";
import { useServices } from "~/services/context";
import { failureDetails, failureWords } from "~/services/failure-words";
import { Button, ButtonLink } from "~/ui/button/Button";
import { Dialog } from "~/ui/overlay/Dialog";
import { Frame } from "~/ui/picture/Frame";
import { Spinner } from "~/ui/progress/Spinner";
import { Transfer } from "~/ui/progress/Transfer";
import { FailureNotice } from "~/ui/text/FailureNotice";
import { Page } from "~/ui/text/Page";
import { Facts } from "./Facts";
import { createMeeting, type Meeting } from "./meeting";
import { portraitOf, type Sample, SAMPLES } from "./samples";
import styles from "./Start.module.css";
import { words } from "./words";

type At<Phase extends Meeting["phase"]> = Extract<Meeting, { phase: Phase }>;

/** Where somebody known is met again: in the studio, or where their training goes on. */
const placeOf = ({ id, activeModelId }: Persona): string =>
  activeModelId === null ? `/personas/${id}/training?begin=yes` : `/studio/${id}`;

export default function Start() {
  const { packs, personas } = useServices();
  const meeting = createMeeting();
  const [asking, setAsking] = createSignal(false);
  const [first] = SAMPLES;

  const is = <Phase extends Meeting["phase"]>(phase: Phase): At<Phase> | undefined => {
    const now = meeting.at();
    return now.phase === phase ? (now as At<Phase>) : undefined;
  };
  const known = (sample: Sample) => (personas.all() ?? []).find((each) => each.source === "sample" && each.name === sample.name);
  const packState = () => packs.stateOf(packs.embedded.id);
  const packBytes = () => packs.list()?.find((entry) => entry.pack.id === packs.embedded.id)?.bytes;
  const report = () => {
    const state = packState();
    return state?.phase === "installing" ? state.report : undefined;
  };
  /** What the first press costs, while it still costs something. */
  const cost = (): string | undefined => {
    const state = packState();
    const total = packBytes();
    if (!state || total === undefined || state.phase === "installed") return undefined;
    return state.phase === "paused" || state.phase === "failed" ? words.left(total - state.bytesDone) : words.once(total);
  };

  const begin = (
    <>
      <Show
        when={known(first)}
        fallback={
          <Button look="primary" detail={cost()} onClick={() => void meeting.meet(first)}>
            {words.meet(first.name)}
          </Button>
        }
      >
        {(persona) => (
          <ButtonLink look="primary" href={placeOf(persona())}>
            {words.open(first.name)}
          </ButtonLink>
        )}
      </Show>
      <ButtonLink look="plain" href="/cast">
        {words.cast}
      </ButtonLink>
      <Button look="quiet" onClick={() => setAsking(true)}>
        {words.photographs}
      </Button>
    </>
  );

  return (
    <Page title={words.title} lede={words.lede}>
      <div class={styles["begin"]}>
        <Switch fallback={begin}>
          <Match when={is("installing")}>
            <Transfer
              label={words.installing}
              done={report()?.bytesDone ?? 0}
              total={report()?.bytesTotal ?? packBytes() ?? 1}
              secondsLeft={report()?.secondsLeft ?? null}
              pause={words.pause}
              onPause={() => meeting.pause()}
            />
          </Match>
          <Match when={is("arriving")}>
            {(now) => (
              <p class={styles["arriving"]} role="status">
                <Spinner /> {words.arriving(now().sample.name)}
              </p>
            )}
          </Match>
          <Match when={is("failed")}>
            {(now) => (
              <FailureNotice
                {...failureWords(now().failure)}
                details={failureDetails(now().failure)}
                onAgain={() => void meeting.meet(now().sample)}
              />
            )}
          </Match>
        </Switch>
      </div>

      <ul class={styles["people"]} aria-label={words.people}>
        <For each={SAMPLES}>
          {(sample, index) => (
            <li class={styles["person"]}>
              <Frame src={portraitOf(sample)} alt={words.drawn(sample.name)} eager={index() < 2} />
              <Show
                when={known(sample)}
                fallback={
                  <button
                    class={styles["name"]}
                    type="button"
                    disabled={is("installing") !== undefined || is("arriving") !== undefined}
                    onClick={() => void meeting.meet(sample)}
                  >
                    <span class="sr-only">{words.meet("")}</span>
                    {sample.name}
                  </button>
                }
              >
                {(persona) => (
                  <a class={styles["name"]} href={placeOf(persona())}>
                    {sample.name}
                  </a>
                )}
              </Show>
            </li>
          )}
        </For>
      </ul>

      <Facts />

      <Dialog
        open={asking()}
        onClose={() => setAsking(false)}
        title={words.photographsDialog.title}
        actions={
          <>
            <ButtonLink look="plain" href="/personas/new">
              {words.photographsDialog.goOn}
            </ButtonLink>
            <Button look="quiet" onClick={() => setAsking(false)}>
              {words.photographsDialog.stay}
            </Button>
          </>
        }
      >
        <p>{words.photographsDialog.body(packs.embedded.name)}</p>
        <p>{words.photographsDialog.drawings}</p>
      </Dialog>
    </Page>
  );
}
