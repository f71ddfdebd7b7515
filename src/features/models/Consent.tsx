/**
 * @file What somebody agrees to before a byte is fetched: what for, from whom, how much, what it needs and how long it takes.
 *
 * A strange host is asked nothing while this is open, not even how fast it is, unless that is pressed.
 */
import { createSignal, For, onMount, Show } from "solid-js";
import { hubsOf, isPack } from "~/contracts/manifest";
import { useServices } from "~/services/context";
import { saidFreeBytes } from "~/services/device";
import { isUpdate, type PackEntry } from "~/services/packs";
import { askToKeep } from "~/services/storage-use";
import { type Failure, toFailure } from "~/contracts/failure";
import { failureDetails, failureWords } from "~/services/failure-words";
import { Button } from "~/ui/button/Button";
import { Dialog } from "~/ui/overlay/Dialog";
import { FailureNotice } from "~/ui/text/FailureNotice";
import { bytes } from "~/ui/text/numbers";
import styles from "./Consent.module.css";
import { FromDisk } from "./FromDisk";
import { whyNot } from "./why-not";
import { words } from "./words";

interface Props {
  readonly entry: PackEntry;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onAgree: () => void;
  readonly onFiles: (files: readonly File[]) => void;
}

export function Consent(props: Props) {
  return (
    <Dialog
      open={props.open}
      onClose={props.onClose}
      title={(isUpdate(props.entry) ? words.consent.updateTitle : words.consent.title)(props.entry.pack.name)}
    >
      <Terms {...props} />
    </Dialog>
  );
}

function Terms(props: Props) {
  const { packs } = useServices();
  const pack = () => props.entry.pack;
  const byRecord = () => pack().files.filter(({ sha256 }) => sha256 === null).length;
  const hosts = () => hubsOf(pack()).map((origin) => new URL(origin).host);
  const [time, setTime] = createSignal<string>();
  const [free, setFree] = createSignal<number>();
  const [room, setRoom] = createSignal<Failure>();
  const measure = async (): Promise<void> => {
    setTime(words.consent.measuring);
    const rate = await packs.probe(pack().id).catch(() => undefined);
    setTime(rate ? words.consent.measured(Math.max(1, props.entry.bytes / rate)) : words.consent.unmeasured);
  };
  onMount(() => {
    if (hosts().length === 0) void measure();
    saidFreeBytes().then(setFree, () => undefined);
    packs.checkRoom(pack().id).catch((error: unknown) => setRoom(toFailure(error)));
  });
  const lacking = () => whyNot(pack(), packs);
  const agree = (): void => {
    // On a click, because some browsers ask the person; without the promise it is installed all the same.
    void askToKeep().catch(() => false);
    props.onAgree();
  };
  return (
    <>
      <p>{pack().purpose}</p>
      <Show when={isUpdate(props.entry)}>
        <p class={styles["beside"]}>{isPack(pack()) ? words.consent.beside : words.consent.instead}</p>
      </Show>
      <Show when={lacking()}>
        {(why) => (
          <p class={styles["cannot"]} id="cannot-run">
            {why()}
          </p>
        )}
      </Show>
      <dl class={styles["terms"]}>
        <dt>{words.facts.licence}</dt>
        <dd>
          <p>
            {pack().licence.name}. {pack().licence.limits}
          </p>
          <For each={pack().includes}>
            {(part) => (
              <p>
                {part.name}: {part.licence.name}. {part.licence.limits}
              </p>
            )}
          </For>
        </dd>
        <dt>{words.consent.from}</dt>
        <dd>{hosts().length === 0 ? words.consent.own : words.consent.hub(hosts().join(", "))}</dd>
        <dt>{words.consent.brings}</dt>
        <dd>{words.files(pack().files.length, props.entry.bytes)}</dd>
        <dt>{words.consent.known}</dt>
        <dd>
          <Show when={byRecord() < pack().files.length}>{words.consent.pinned(pack().files.length - byRecord())} </Show>
          <Show when={byRecord() > 0}>{words.consent.byRecord(byRecord())}</Show>
        </dd>
        <dt>{words.consent.time}</dt>
        <dd aria-live="polite">
          <Show
            when={time()}
            fallback={
              <Button look="quiet" onClick={() => void measure()}>
                {words.consent.measure}
              </Button>
            }
          >
            {time()}
          </Show>
        </dd>
        <dt>{words.consent.room}</dt>
        <dd>
          <Show when={free()} fallback={words.consent.roomUnsaid}>
            {(count) => words.consent.roomWords(count(), Math.max(0, count() - props.entry.bytes))}
          </Show>
        </dd>
        <dt>{words.facts.needs}</dt>
        <dd>{words.facts.needsWords(pack().needs)}</dd>
      </dl>
      <Show when={room()}>{(failure) => <FailureNotice {...failureWords(failure())} details={failureDetails(failure())} />}</Show>
      <div class={styles["actions"]}>
        <Button
          look="primary"
          detail={bytes(props.entry.bytes)}
          disabled={lacking() !== undefined}
          aria-describedby={lacking() === undefined ? undefined : "cannot-run"}
          onClick={agree}
        >
          {isUpdate(props.entry) ? words.consent.agreeUpdate : words.consent.agree}
        </Button>
        <Button look="quiet" onClick={() => props.onClose()}>
          {words.consent.later}
        </Button>
      </div>
      <FromDisk entry={props.entry} onFiles={props.onFiles} />
    </>
  );
}
