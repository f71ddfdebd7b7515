/**
 * @file Every version of a persona's model: how alike it came out, and the way back to an earlier one.
 */
import { createSignal, For, Show } from "solid-js";
import { type Failure, toFailure } from "~/contracts/failure";
import { learnedBy } from "~/contracts/recipe";
import type { IndividualModel, Persona } from "~/contracts/records";
import { useServices } from "~/services/context";
import { failureDetails, failureWords } from "~/services/failure-words";
import { likenessWords } from "~/services/likeness-words";
import { Button } from "~/ui/button/Button";
import { Menu, type MenuItem } from "~/ui/overlay/Menu";
import { say } from "~/ui/overlay/toasts";
import { Frame } from "~/ui/picture/Frame";
import { FailureNotice } from "~/ui/text/FailureNotice";
import { atTime, seconds } from "~/ui/text/numbers";
import { BringBack } from "./BringBack";
import { Curve } from "./Curve";
import { CompareVersions } from "./CompareVersions";
import { DeleteVersion } from "./DeleteVersion";
import styles from "./Versions.module.css";
import { words } from "./words";

/** Mean likeness of a model's first portraits, one without a face counting as 0; null where none has a face. */
export function meanLikeness(model: IndividualModel): number | null {
  if (model.probes.every((probe) => probe.likeness === null)) return null;
  return model.probes.reduce((sum, probe) => sum + (probe.likeness ?? 0), 0) / model.probes.length;
}

function Portrait(props: { readonly blobId: string; readonly version: number; readonly index: number }) {
  const { pictures } = useServices();
  const image = pictures.image(() => props.blobId);
  return <Frame src={image()} alt={`${words.version(props.version)}, ${words.probe(props.index)}`} />;
}

interface Props {
  readonly model: IndividualModel;
  readonly persona: Persona;
  readonly onCompare: () => void;
  readonly onDelete: () => void;
}

function Version(props: Props) {
  const { packs, personas, versions } = useServices();
  const isActive = () => props.model.id === props.persona.activeModelId && props.model.status === "ready";
  const isStale = () => packs.revisionOf(props.model.pack) === undefined;
  /** The pack that it was learned with, where the persona is drawn with another one now. */
  const elsewhere = (): string | undefined => {
    const { id } = props.model.pack;
    return id === packs.of(props.persona).id ? undefined : packs.of({ packId: id }).name;
  };
  const use = async (): Promise<void> => {
    await personas.activate(props.persona.id, props.model.id);
    say({ text: words.used(props.model.version) });
  };
  /** What a LoRA can hold whole. */
  const learnsDeltasAlone = (): boolean => {
    const { training } = props.model;
    return training !== null && learnedBy(training.recipe).what === "deltas";
  };
  const isRetrain = () => props.model.status === "retrain";
  const isReady = () => props.model.status === "ready" && !isStale();
  const [failure, setFailure] = createSignal<Failure>();
  const away = async (leaving: Promise<void>): Promise<void> => {
    setFailure(undefined);
    await leaving.catch((error: unknown) => setFailure(toFailure(error)));
  };
  const things = (): readonly MenuItem[] => [
    ...(isRetrain()
      ? []
      : [
          {
            label: words.save,
            icon: "down",
            onSelect: () => void away(versions.save(props.model, props.persona.name)),
          } as const,
        ]),
    ...(learnsDeltasAlone()
      ? [
          {
            label: words.saveLora,
            icon: "down",
            onSelect: () => void away(versions.saveLora(props.model, props.persona.name)),
          } as const,
        ]
      : []),
    ...(isActive()
      ? []
      : [
          ...(isReady() ? [{ label: words.compare, icon: "compare", onSelect: () => props.onCompare() } as const] : []),
          { label: words.remove, icon: "trash", danger: true, onSelect: () => props.onDelete() } as const,
        ]),
  ];
  return (
    <li class={styles["version"]} data-active={isActive() ? "" : undefined}>
      <div class={styles["probes"]}>
        <For each={props.model.probes}>
          {(probe, index) => <Portrait blobId={probe.blobId} version={props.model.version} index={index()} />}
        </For>
      </div>
      <div class={styles["words"]}>
        <h3 class={styles["name"]}>
          {words.version(props.model.version)}
          <Show when={isActive()}>
            <small class={styles["active"]}> {words.inUse}</small>
          </Show>
        </h3>
        <Show when={props.model.status === "ready"} fallback={<p>{words.notReady[isRetrain() ? "retrain" : "failed"]}</p>}>
          <p>{likenessWords(meanLikeness(props.model))}</p>
        </Show>
        <p class={styles["dim"]}>
          {atTime(props.model.createdAt)}, {words.from(props.model.photographIds.length, props.model.rejectedIds.length)}
        </p>
        <Show when={elsewhere()}>{(name) => <p class={styles["dim"]}>{words.elsewhere(name())}</p>}</Show>
        <Show when={isStale()}>
          <p class={styles["dim"]}>{words.stale}</p>
        </Show>
        <Show when={isRetrain() ? null : props.model.training}>
          {(training) => (
            <>
              <p class={styles["dim"]}>{words.way.inSteps(training().step, training().losses.length)}</p>
              <details>
                <summary>{words.curve.details}</summary>
                <Curve {...training()} />
                <p class={styles["dim"]}>
                  {words.curve.device(training().device.backend, training().device.threads, seconds(training().seconds))}
                </p>
              </details>
            </>
          )}
        </Show>
        <Show when={failure()}>
          {(at) => (
            <div class={styles["failure"]}>
              <FailureNotice {...failureWords(at())} details={failureDetails(at())} />
            </div>
          )}
        </Show>
      </div>
      <div class={styles["actions"]}>
        <Show when={!isActive() && isReady()}>
          <Button look="plain" icon="history" onClick={() => void use()}>
            {words.use}
          </Button>
        </Show>
        <Menu label={words.more(props.model.version)} icon="more" groups={[{ items: things() }]} />
      </div>
    </li>
  );
}

export function Versions(props: { readonly models: readonly IndividualModel[]; readonly persona: Persona }) {
  const [compared, setCompared] = createSignal<IndividualModel | null>(null);
  const [deleted, setDeleted] = createSignal<IndividualModel | null>(null);
  const active = () => props.models.find(({ id }) => id === props.persona.activeModelId);
  return (
    <>
      <ul class={styles["versions"]}>
        <For each={props.models}>
          {(model) => (
            <Version
              model={model}
              persona={props.persona}
              onCompare={() => setCompared(model)}
              onDelete={() => setDeleted(model)}
            />
          )}
        </For>
      </ul>
      <BringBack persona={props.persona} />
      <Show when={compared() && active() ? [compared()!, active()!] : null} keyed>
        {(two) => <CompareVersions models={two} onClose={() => setCompared(null)} />}
      </Show>
      <Show when={deleted()} keyed>
        {(model) => <DeleteVersion model={model} onClose={() => setDeleted(null)} />}
      </Show>
    </>
  );
}
