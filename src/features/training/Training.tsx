/**
 * @file A persona learns: its photographs arrive, the steps tick, four portraits sharpen, and a version is there.
 *
 * `?begin` in the address says that somebody asked for it; a reload in the middle therefore begins again by itself.
 */
import { useParams, useSearchParams } from "@solidjs/router";
import { createEffect, createMemo, Match, on, Show, Switch, untrack } from "solid-js";
import { FEWEST_PHOTOGRAPHS, isUsable } from "~/contracts/faces";
import { Failure, type FailureCode, isAbort, isFailure } from "~/contracts/failure";
import { learnedBy, type Recipe, type Wish } from "~/contracts/recipe";
import type { IndividualModel, Persona } from "~/contracts/records";
import { useServices } from "~/services/context";
import { failureDetails, type FailureWords, failureWords } from "~/services/failure-words";
import type { Learning } from "~/services/learning";
import { likenessWords } from "~/services/likeness-words";
import { Button, ButtonLink } from "~/ui/button/Button";
import { say } from "~/ui/overlay/toasts";
import { announce } from "~/ui/text/announce";
import { BackLink } from "~/ui/text/BackLink";
import { FailureNotice } from "~/ui/text/FailureNotice";
import { seconds } from "~/ui/text/numbers";
import { Page, Section } from "~/ui/text/Page";
import { Arrivals } from "./Arrivals";
import { Course } from "./Course";
import { HowCareful } from "./HowCareful";
import { Needs } from "./Needs";
import { Probes } from "./Probes";
import { Steps } from "./Steps";
import styles from "./Training.module.css";
import { Unfinished } from "./Unfinished";
import { meanLikeness, Versions } from "./Versions";
import { words } from "./words";

type In<Phase extends Learning["phase"]> = Extract<Learning, { phase: Phase }>;

/** What an unfinished training was asked for. */
const wishOf = (recipe: Recipe | undefined): Wish | undefined => recipe && { steps: recipe.steps, learned: learnedBy(recipe) };

/** How alike it came out, and what the number means. */
function Result(props: { readonly model: IndividualModel }) {
  return (
    <div>
      <p class={styles["likeness"]}>{likenessWords(meanLikeness(props.model))}</p>
      <p class={styles["dim"]}>
        {words.resultNote(props.model.calibration.floor.toFixed(2), props.model.calibration.ceiling.toFixed(2))}
      </p>
    </div>
  );
}

function Known(props: { readonly persona: Persona }) {
  const { learning, packs, personas, photographs, vault } = useServices();
  const [search, setSearch] = useSearchParams<{ begin?: string }>();
  const id = () => props.persona.id;
  const mine = photographs.of(id);
  const models = personas.models(id);
  const arrival = () => photographs.arrival(id());
  const pack = () => packs.of(props.persona);
  const usable = () => (mine() ?? []).filter((photograph) => isUsable(photograph.inspection)).length;
  const unseen = () => (mine() ?? []).some((photograph) => photograph.inspection === null);
  const refused = () => (arrival().busy ? undefined : arrival().failures[0]?.failure);
  /** Drawings of a sample that did not arrive are fetched again; whatever is here is looked at again. */
  const arriveAgain = (): Promise<unknown> =>
    props.persona.source === "sample" ? photographs.meetSample(props.persona.name) : photographs.inspect(id());
  const state = () => learning.of(id());
  const is = <Phase extends Learning["phase"]>(phase: Phase): In<Phase> | undefined =>
    state().phase === phase ? (state() as In<Phase>) : undefined;
  const active = () => (models() ?? []).find(({ id, status }) => id === props.persona.activeModelId && status === "ready");
  const asked = () => search.begin !== undefined;
  const unfinished = learning.unfinished(id);

  /** What waits is gone on with; whoever wants something else throws it away first. */
  const learn = async (): Promise<void> => {
    setSearch({ begin: "yes" }, { replace: true });
    try {
      const modelId = await learning.learn(id(), wishOf(unfinished()?.recipe) ?? vault.care());
      const model = (models() ?? []).find((each) => each.id === modelId);
      announce(model ? likenessWords(meanLikeness(model)) : words.stepDone);
    } catch (error) {
      if (isAbort(error)) say({ text: unfinished() ? words.course.paused : words.cancelled });
      else if (isFailure(error)) announce(failureWords(error).happened, "assertive");
      else throw error;
    }
    setSearch({ begin: null }, { replace: true });
  };

  const canBegin = createMemo(
    () =>
      asked() &&
      packs.isReady(pack()) &&
      !packs.lacksGraphics(pack()) &&
      !arrival().busy &&
      !unseen() &&
      usable() >= FEWEST_PHOTOGRAPHS &&
      unfinished() !== undefined &&
      state().phase === "idle",
  );
  createEffect(on(canBegin, (can) => can && void learn()));

  createEffect(
    on(
      () => is("running")?.stage,
      (stage) => stage && announce(words.step[stage]),
    ),
  );

  createEffect(
    on(
      () => is("running")?.course.lost,
      (lost) => lost && announce(words.course.lost),
    ),
  );

  /** What is to be done on the persona's page, and is nothing to try again. */
  const elsewhere: Partial<Record<FailureCode, string>> = {
    "photographs-too-few": words.addPhotographs,
    "graphics-missing": words.chooseModel,
  };
  const wordsOf = (failure: Failure): FailureWords => {
    const label = elsewhere[failure.code];
    return { ...failureWords(failure), ...(label !== undefined && { remedy: { kind: "go", label, href: `/personas/${id()}` } }) };
  };
  const lacking = () => (packs.lacksGraphics(pack()) ? new Failure("graphics-missing", { packId: pack().id }) : undefined);

  const lede = (): string => {
    const done = is("done");
    if (done) return words.lede.done(seconds(done.seconds));
    if (is("running")) return words.lede.running;
    if (arrival().busy) return words.lede.arriving(arrival().done, arrival().of);
    const model = active();
    if (model) return words.lede.trained(model.version);
    if (usable() < FEWEST_PHOTOGRAPHS) return words.lede.few(usable(), FEWEST_PHOTOGRAPHS);
    const retrain = (models() ?? []).some(({ status }) => status === "retrain");
    return retrain ? words.lede.retrain : words.lede.idle(usable());
  };

  return (
    <Page
      title={words.title(props.persona.name)}
      lede={lede()}
      before={<BackLink href={`/personas/${id()}`}>{words.back(props.persona.name)}</BackLink>}
    >
      <Switch>
        <Match when={arrival().busy || (asked() && packs.isReady(pack()) && unseen() && !refused())}>
          <div class={styles["needs"]}>
            <Arrivals photographs={mine() ?? []} />
          </div>
        </Match>
        <Match when={!packs.isReady(pack())}>
          <Needs pack={pack()} />
        </Match>
        <Match when={is("failed")}>
          {(at) => (
            <div class={styles["needs"]}>
              <FailureNotice {...wordsOf(at().failure)} details={failureDetails(at().failure)} onAgain={() => void learn()} />
            </div>
          )}
        </Match>
        <Match when={usable() < FEWEST_PHOTOGRAPHS && refused()}>
          {(failure) => (
            <div class={styles["needs"]}>
              <FailureNotice
                {...failureWords(failure())}
                details={failureDetails(failure())}
                onAgain={() => void arriveAgain()}
              />
            </div>
          )}
        </Match>
        <Match when={is("running")}>
          {(first) => {
            // What is shown outlives the state by a moment, and stays as it was.
            const at = createMemo((last: In<"running">) => is("running") ?? last, untrack(first));
            return (
              <div class={styles["live"]}>
                <div class={styles["side"]}>
                  <Steps stage={at().stage} done={at().done} of={at().of} />
                  <div class={styles["begin"]}>
                    <Button icon="pause" onClick={() => learning.pause(id())}>
                      {words.course.pause}
                    </Button>
                    <Button look="quiet" icon="close" onClick={() => learning.cancel(id())}>
                      {words.cancel}
                    </Button>
                  </div>
                </div>
                <Show
                  when={at().stage !== "probe" && at().stage !== "store" && unfinished()}
                  fallback={<Probes probes={at().probes} drawn={at().stage === "probe" ? at().done : at().probes.length} />}
                >
                  {(training) => <Course training={training()} state={at().course} />}
                </Show>
              </div>
            );
          }}
        </Match>
        <Match when={is("done")}>
          {(at) => (
            <div class={styles["live"]}>
              <div class={styles["side"]}>
                <Show when={active()}>{(model) => <Result model={model()} />}</Show>
                <ButtonLink look="primary" href={`/studio/${id()}`}>
                  {words.studio}
                </ButtonLink>
                <Button look="quiet" onClick={() => void learn()}>
                  {words.again}
                </Button>
              </div>
              <Probes probes={at().probes} drawn={at().probes.length} model={active()} />
            </div>
          )}
        </Match>
        <Match when={unfinished()}>{(training) => <Unfinished training={training()} onGoOn={() => void learn()} />}</Match>
        <Match when={lacking()}>
          {(failure) => (
            <div class={styles["needs"]}>
              <FailureNotice {...wordsOf(failure())} details={failureDetails(failure())} />
            </div>
          )}
        </Match>
        <Match when={usable() < FEWEST_PHOTOGRAPHS}>
          <div class={styles["needs"]}>
            <Arrivals photographs={mine() ?? []} />
          </div>
          <div class={styles["begin"]}>
            <ButtonLink look="primary" href={`/personas/${id()}`}>
              {(mine() ?? []).length > 0 ? words.seePhotographs : words.addPhotographs}
            </ButtonLink>
          </div>
        </Match>
        <Match when={true}>
          <div class={styles["way"]}>
            <HowCareful />
          </div>
          <div class={styles["begin"]}>
            <Show when={active()}>
              <ButtonLink look="primary" href={`/studio/${id()}`}>
                {words.studio}
              </ButtonLink>
            </Show>
            <Button look={active() ? "plain" : "primary"} onClick={() => void learn()}>
              {active() ? words.again : words.train(props.persona.name)}
            </Button>
          </div>
        </Match>
      </Switch>

      <Show when={(models() ?? []).length > 0 && !is("running")}>
        <Section title={words.versions}>
          <Versions models={models() ?? []} persona={props.persona} />
        </Section>
      </Show>
    </Page>
  );
}

export default function Training() {
  const params = useParams<{ personaId: string }>();
  const { personas } = useServices();
  return (
    <Show when={personas.all()}>
      <Show
        when={personas.byId(params.personaId)}
        keyed
        fallback={
          <Page title={words.gone} lede={words.goneLede} before={<BackLink href="/personas">{words.personas}</BackLink>} />
        }
      >
        {(persona) => <Known persona={persona} />}
      </Show>
    </Show>
  );
}
