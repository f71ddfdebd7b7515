/**
 * @file One pack: what it is for, where it stands on this device, its files with their fingerprints, and its removal.
 */
import { useSearchParams } from "@solidjs/router";
import { createSignal, For, Match, onMount, Show, Switch } from "solid-js";
import type { FileVerdict, ImportVerdict } from "~/contracts/download-api";
import { type Failure, isAbort, isFailure, toFailure } from "~/contracts/failure";
import { isPack } from "~/contracts/manifest";
import { useServices } from "~/services/context";
import { failureDetails, failureWords } from "~/services/failure-words";
import { installing } from "~/services/installing";
import { isUpdate, type PackEntry } from "~/services/packs";
import { Button, ButtonLink } from "~/ui/button/Button";
import { Dialog } from "~/ui/overlay/Dialog";
import { say } from "~/ui/overlay/toasts";
import { Acquire } from "~/ui/progress/Acquire";
import { Spinner } from "~/ui/progress/Spinner";
import { FailureNotice } from "~/ui/text/FailureNotice";
import { Notice } from "~/ui/text/Notice";
import { bytes, onDay } from "~/ui/text/numbers";
import { Consent } from "./Consent";
import { CopyOut } from "./CopyOut";
import { Facts } from "./Facts";
import { FromDisk } from "./FromDisk";
import styles from "./PackCard.module.css";
import { whyNot } from "./why-not";
import { words } from "./words";

export function PackCard(props: { readonly entry: PackEntry }) {
  const { packs, personas } = useServices();
  const [verdicts, setVerdicts] = createSignal<readonly FileVerdict[]>();
  const [checking, setChecking] = createSignal(false);
  const [removing, setRemoving] = createSignal(false);
  const [asking, setAsking] = createSignal(false);
  const [brought, setBrought] = createSignal<readonly ImportVerdict[]>();
  const [failure, setFailure] = createSignal<{ readonly why: Failure; readonly again: () => void }>();
  const pack = () => props.entry.pack;
  const state = () => props.entry.state;
  const installed = () => {
    const at = state();
    return at.phase === "installed" ? at : undefined;
  };
  const cannot = () => whyNot(pack(), packs);
  const fromHub = () => pack().source !== undefined;
  const used = () => (personas.all() ?? []).filter((persona) => packs.of(persona).id === pack().id).length;
  const broken = () => (verdicts() ?? []).filter((verdict) => verdict.state !== "intact");
  const verdictOf = (path: string) => verdicts()?.find((verdict) => verdict.path === path)?.state;

  const install = (): void => {
    setVerdicts(undefined);
    setBrought(undefined);
    installing(packs, pack().id).onGet();
  };
  /** What goes on was agreed to when it began. */
  const get = (): void => void (state().phase === "absent" ? setAsking(true) : install());
  // Whoever comes from where it is missing has asked for it already, and still agrees to it here.
  const [search] = useSearchParams();
  let section!: HTMLElement;
  onMount(() => {
    if (search["install"] !== pack().id) return;
    section.scrollIntoView({ block: "center" });
    if (state().phase === "absent" && cannot() === undefined) setAsking(true);
  });
  const takeIn = async (files: readonly File[]): Promise<void> => {
    setAsking(false);
    try {
      setBrought(await packs.takeIn(pack().id, files));
    } catch (error) {
      // The state shows a failure, and a pause is what was asked for.
      if (!isFailure(error) && !isAbort(error)) throw error;
    }
  };
  const lacking = () => (brought() ?? []).filter((verdict) => verdict.state !== "taken");
  const partly = () => state().phase === "paused" || state().phase === "failed";
  /** What failed is what is tried again. Nothing chosen, or stopped, is no failure. */
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    setFailure(undefined);
    try {
      await work();
    } catch (error) {
      if (!isAbort(error)) setFailure({ why: toFailure(error), again: () => void attempt(work) });
    }
  };
  const verify = (): Promise<void> =>
    attempt(async () => {
      setChecking(true);
      try {
        setVerdicts(await packs.verify(pack().id));
      } finally {
        setChecking(false);
      }
    });
  const remove = (): Promise<void> =>
    attempt(async () => {
      setRemoving(false);
      await packs.remove(pack().id);
      setVerdicts(undefined);
      say({ text: words.removed(pack().name) });
    });

  return (
    <section
      ref={section}
      class={styles["pack"]}
      data-cannot={cannot() === undefined ? undefined : ""}
      aria-labelledby={`pack-${pack().id}`}
    >
      <div class={styles["head"]}>
        <h2 class={styles["name"]} id={`pack-${pack().id}`}>
          {pack().name}
        </h2>
        <p class={styles["state"]} data-installed={installed() ? "" : undefined}>
          {words.state[isUpdate(props.entry) ? "update" : state().phase]}
        </p>
      </div>
      <p class={styles["purpose"]}>{pack().purpose}</p>
      <Show when={cannot()}>{(why) => <p class={styles["cannot"]}>{why()}</p>}</Show>

      <div class={styles["actions"]}>
        <Show
          when={installed()}
          fallback={
            <Acquire
              {...installing(packs, pack().id)}
              get={(isUpdate(props.entry) ? words.update : words.get)(pack().name)}
              quiet={fromHub()}
              onGet={get}
            />
          }
        >
          <Button look="plain" icon="shield" disabled={checking()} onClick={() => void verify()}>
            {checking() ? words.verifying : words.verify}
          </Button>
          <Show when={packs.usable().some(({ id }) => id === pack().id)}>
            <ButtonLink look="plain" href={`/personas/new?pack=${pack().id}`}>
              {words.newPersona}
            </ButtonLink>
          </Show>
          <CopyOut pack={pack()} attempt={attempt} />
          <Button look="quiet" icon="trash" onClick={() => setRemoving(true)}>
            {words.remove}
          </Button>
          <Show when={checking()}>
            <Spinner />
          </Show>
        </Show>
        <Show when={partly()}>
          <Button look="quiet" icon="trash" onClick={() => void remove()}>
            {words.discard}
          </Button>
        </Show>
      </div>
      <Show when={partly() && fromHub()}>
        <FromDisk entry={props.entry} onFiles={(files) => void takeIn(files)} />
      </Show>
      <Consent
        entry={props.entry}
        open={asking()}
        onClose={() => setAsking(false)}
        onAgree={() => {
          setAsking(false);
          install();
        }}
        onFiles={(files) => void takeIn(files)}
      />

      <div role="status">
        <Switch>
          <Match when={verdicts() && broken().length === 0}>
            <p class={styles["intact"]}>{words.intact}</p>
          </Match>
          <Match when={lacking().length > 0 && partly()}>
            <Notice
              tone="warn"
              title={words.consent.incomplete(
                lacking().filter(({ state: how }) => how === "missing").length,
                lacking().filter(({ state: how }) => how === "other").length,
              )}
              why={words.consent.incompleteWhy}
            />
          </Match>
          <Match when={broken().length > 0}>
            <Notice
              tone="warn"
              title={words.damaged(broken().length)}
              action={
                <Button look="plain" onClick={install}>
                  {words.repair}
                </Button>
              }
            />
          </Match>
        </Switch>
      </div>
      <Show when={failure()}>
        {(shown) => (
          <FailureNotice {...failureWords(shown().why)} details={failureDetails(shown().why)} onAgain={() => shown().again()} />
        )}
      </Show>

      <For each={props.entry.earlier}>
        {({ revision }) => (
          <Notice
            tone="plain"
            title={(isPack(pack()) ? words.earlier : words.earlierTool)(revision)}
            action={
              <Show when={installed() || isUpdate(props.entry)}>
                <Button look="quiet" onClick={() => void attempt(() => packs.removeEarlier(pack().id, revision))}>
                  {words.earlierRemove}
                </Button>
              </Show>
            }
          />
        )}
      </For>

      <Show when={used() > 0}>
        <p class={styles["purpose"]}>{words.usedBy(used())}</p>
      </Show>
      <Show
        when={fromHub() && state().phase === "absent"}
        fallback={<Facts entry={props.entry} since={installed() && onDay(installed()!.at)} />}
      >
        {/* Of what may never be wanted here, as much as is asked for. */}
        <details class={styles["details"]}>
          <summary class={styles["summary"]}>{words.facts.title}</summary>
          <div class={styles["facts"]}>
            <Facts entry={props.entry} since={undefined} />
          </div>
        </details>
      </Show>

      <details class={styles["details"]}>
        <summary class={styles["summary"]}>{words.files(pack().files.length, props.entry.bytes)}</summary>
        {/* Wide hashes scroll inside; a scrolling region has to be reachable by keyboard. */}
        <div class={styles["scroll"]} tabIndex={0} role="region" aria-label={words.files(pack().files.length, props.entry.bytes)}>
          <table class={styles["files"]}>
            <thead>
              <tr>
                <th scope="col">{words.file}</th>
                <th scope="col">{words.size}</th>
                <th scope="col">{words.hash}</th>
                <Show when={verdicts()}>
                  <th scope="col">{words.checked}</th>
                </Show>
              </tr>
            </thead>
            <tbody>
              <For each={pack().files}>
                {(file) => (
                  <tr>
                    <th scope="row">{file.path}</th>
                    <td>{bytes(file.bytes)}</td>
                    <td>
                      <code class={styles["hash"]}>{file.sha256 ?? props.entry.recorded[file.path] ?? words.unpinned}</code>
                      <Show when={props.entry.recorded[file.path]}> {words.recorded}</Show>
                    </td>
                    <Show when={verdictOf(file.path)}>{(verdict) => <td>{words.verdict[verdict()]}</td>}</Show>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </div>
      </details>

      <Dialog
        open={removing()}
        onClose={() => setRemoving(false)}
        title={words.removeTitle(pack().name)}
        actions={
          <>
            <Button look="danger" icon="trash" onClick={() => void remove()}>
              {words.remove}
            </Button>
            <Button look="quiet" onClick={() => setRemoving(false)}>
              {words.removeKeep}
            </Button>
          </>
        }
      >
        <p>{isPack(pack()) ? words.removeBody(props.entry.bytes) : words.removeTool(props.entry.bytes)}</p>
      </Dialog>
    </section>
  );
}
