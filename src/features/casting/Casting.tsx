/**
 * @file Casting: somebody invented, from words and controls to a sheet, from the sheet to eight looks, and on to training.
 */
import { useNavigate } from "@solidjs/router";
import { createEffect, createMemo, createSignal, on, onCleanup, Show } from "solid-js";
import { useServices } from "~/services/context";
import { failureDetails, failureWords } from "~/services/failure-words";
import { Button } from "~/ui/button/Button";
import { TextField } from "~/ui/field/TextField";
import { announce } from "~/ui/text/announce";
import { BackLink } from "~/ui/text/BackLink";
import { FailureNotice } from "~/ui/text/FailureNotice";
import { Page } from "~/ui/text/Page";
import { Ask } from "./Ask";
import styles from "./Casting.module.css";
import { LOOKS, PORTRAITS } from "./looks";
import { Looks } from "./Looks";
import { Needs } from "./Needs";
import { Sheet } from "./Sheet";
import { words } from "./words";

const LONGEST_NAME = 80;

/** What can be done with the chosen, and from anywhere. */
function Verbs() {
  const { casting } = useServices();
  const chosen = () => casting.state.chosen;
  return (
    <div class={styles["verbs"]}>
      <Show when={chosen().length === 1}>
        <Button icon="person" onClick={() => void casting.moreLike(chosen()[0]!)}>
          {words.sheet.like}
        </Button>
      </Show>
      <Show when={chosen().length === 2}>
        <Button icon="compare" onClick={() => void casting.mix(chosen()[0]!, chosen()[1]!)}>
          {words.sheet.mix}
        </Button>
      </Show>
      <Button look="quiet" icon="dice" onClick={() => void casting.surprise()}>
        {words.sheet.surprise}
      </Button>
      <Show when={casting.state.at > 0}>
        <Button look="quiet" icon="undo" onClick={() => void casting.back()}>
          {words.sheet.back}
        </Button>
      </Show>
    </div>
  );
}

export default function Casting() {
  const { casting, castingLooks, packs } = useServices();
  const navigate = useNavigate();
  const [name, setName] = createSignal("");
  const [tried, setTried] = createSignal(false);
  let here = true;

  const { state: looks } = castingLooks;
  const taken = () => looks.phase !== "idle";

  const arrive = (personaId: string | undefined): void => {
    if (personaId !== undefined && here) navigate(`/personas/${personaId}/training?begin=yes`);
  };
  const again = async (): Promise<void> => arrive(await castingLooks.draw(looks.name, looks.candidateId ?? "", LOOKS));
  /** Looks that were left come first; else the sheet. */
  const goOn = async (): Promise<void> => {
    const left = await castingLooks.left(LOOKS);
    if (!here) return;
    if (left) arrive(await castingLooks.goOn(left, LOOKS));
    else await (taken() ? again() : casting.goOn());
  };
  const open = async (): Promise<void> => {
    await casting.open(PORTRAITS);
    if (here && casting.prior()) await goOn();
  };
  const installed = createMemo(() => packs.isReady(packs.embedded));
  createEffect(on(installed, (ready) => ready && void open()));
  createEffect(
    on(
      () => casting.state.failure,
      (failure) => failure && announce(failureWords(failure).happened, "assertive"),
    ),
  );
  onCleanup(() => {
    here = false;
    casting.leave();
  });

  const only = () => (casting.state.chosen.length === 1 ? casting.state.chosen[0] : undefined);

  const take = async (candidateId: string): Promise<void> => {
    setTried(true);
    if (name().trim() === "") return;
    arrive(await castingLooks.draw(name().trim(), candidateId, LOOKS));
  };

  return (
    <Page title={words.title} lede={words.lede} before={<BackLink href="/personas">{words.back}</BackLink>}>
      <Show when={packs.list() && !installed()}>
        <Needs />
      </Show>
      <Show when={casting.state.failure}>
        {(failure) => (
          <div class={styles["needs"]}>
            <FailureNotice
              {...failureWords(failure())}
              details={failureDetails(failure())}
              onAgain={() => void (casting.prior() ? goOn() : open())}
            />
          </div>
        )}
      </Show>
      <Show when={installed() && casting.prior()}>
        {(prior) => (
          <Show when={!taken()} fallback={<Looks onAgain={() => void again()} />}>
            <div class={styles["room"]}>
              <Ask prior={prior()} />
              <div class={styles["side"]}>
                <Verbs />
                {/* There before anybody is chosen: a sheet that moves when a candidate is pressed is pressed wrongly next. */}
                <Show when={casting.state.at >= 0}>
                  <form
                    class={styles["take"]}
                    aria-label={words.take.title}
                    novalidate
                    onSubmit={(event) => {
                      event.preventDefault();
                      const id = only();
                      if (id !== undefined) void take(id);
                    }}
                  >
                    <TextField
                      label={words.take.name}
                      hint={words.take.note}
                      value={name()}
                      onInput={setName}
                      maxLength={LONGEST_NAME}
                      required
                      error={tried() && name().trim() === "" ? words.take.nameMissing : undefined}
                    />
                    <Button type="submit" look="primary" disabled={only() === undefined}>
                      {words.take.draw}
                    </Button>
                  </form>
                </Show>
                <Show
                  when={casting.state.at >= 0}
                  fallback={
                    <p class={styles["empty"]}>
                      {words.sheet.empty} {words.sheet.emptyNext}
                    </p>
                  }
                >
                  <Sheet />
                </Show>
              </div>
            </div>
          </Show>
        )}
      </Show>
    </Page>
  );
}
