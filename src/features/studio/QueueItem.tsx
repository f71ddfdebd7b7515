/**
 * @file One shoot of the queue, and its place in it.
 */
import { createEffect, createSignal, on, Show } from "solid-js";
import type { Job } from "~/contracts/records";
import { useServices } from "~/services/context";
import { IconButton } from "~/ui/button/IconButton";
import { say } from "~/ui/overlay/toasts";
import styles from "./Queue.module.css";
import { words } from "./words";

interface Props {
  readonly job: Job;
  readonly look: string;
  /** Among those that wait; -1 while it is drawn. */
  readonly place: number;
  readonly of: number;
  /** The shoot that hangs on the pointer. */
  readonly dragged: string | undefined;
  readonly onDrag: (jobId: string | undefined) => void;
  readonly onShift: (by: 1 | -1) => void;
  readonly onDrop: (jobId: string) => void;
}

export function QueueItem(props: Props) {
  const { jobs } = useServices();
  const [over, setOver] = createSignal(false);
  let row!: HTMLLIElement;
  /** What had the focus when the shoot was moved. */
  let held: HTMLElement | undefined;
  const waits = () => props.place >= 0;
  const total = () => props.job.request.seeds.length;
  const follow = () => props.job.followedBy?.length ?? 0;
  const itself = (): string => {
    if (waits()) return words.queue.pictures(props.job.pictureIds.length, total());
    const at = jobs.running();
    return at?.jobId === props.job.id ? words.queue.drawing(at.picture + 1, total()) : words.queue.elsewhere;
  };
  const state = (): string => [itself(), ...(follow() > 0 ? [words.queue.follow(follow())] : [])].join(" · ");
  const shift = (by: 1 | -1): void => {
    held = row.contains(document.activeElement) ? (document.activeElement as HTMLElement) : undefined;
    props.onShift(by);
  };
  // An element that is put elsewhere loses the focus; a button that has become useless does not take it back.
  createEffect(
    on(
      () => props.place,
      () => {
        if (!held) return;
        held.focus();
        if (document.activeElement !== held) row.focus();
        held = undefined;
      },
      { defer: true },
    ),
  );
  const keys = (event: KeyboardEvent): void => {
    if (!event.altKey || !waits() || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    shift(event.key === "ArrowUp" ? -1 : 1);
  };
  const cancel = (): void => {
    const { id, shoot } = props.job;
    if (shoot) {
      void jobs.cancelShoot(shoot.id);
      say({ text: words.queue.cancelled, action: { label: words.queue.undo, run: () => void jobs.resumeShoot(shoot.id) } });
      return;
    }
    const left = follow();
    void jobs.cancel(id);
    say({
      text: left > 0 ? words.queue.cancelledChain(left) : words.queue.cancelled,
      action: { label: words.queue.undo, run: () => void jobs.retry(id) },
    });
  };

  return (
    <li
      ref={row}
      class={styles["item"]}
      tabIndex={-1}
      aria-label={waits() ? words.queue.item(props.place + 1, props.of, props.look) : props.look}
      data-over={over() ? "" : undefined}
      data-dragged={props.dragged === props.job.id ? "" : undefined}
      data-running={waits() ? undefined : ""}
      draggable={waits()}
      onKeyDown={keys}
      onDragStart={(event) => {
        event.dataTransfer?.setData("text/plain", props.look);
        props.onDrag(props.job.id);
      }}
      onDragEnd={() => props.onDrag(undefined)}
      onDragOver={(event) => {
        if (props.dragged === undefined || !waits()) return;
        event.preventDefault();
        setOver(props.dragged !== props.job.id);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        setOver(false);
        if (props.dragged === undefined) return;
        event.preventDefault();
        props.onDrop(props.dragged);
        props.onDrag(undefined);
      }}
    >
      <p class={styles["look"]} title={props.look}>
        {props.look}
      </p>
      <div class={styles["line"]}>
        <p class={styles["state"]}>{state()}</p>
        <div class={styles["verbs"]}>
          <Show when={waits() && props.of > 1}>
            <IconButton
              icon="up"
              label={words.queue.earlier(props.look)}
              disabled={props.place === 0}
              onClick={() => shift(-1)}
            />
            <IconButton
              icon="down"
              label={words.queue.later(props.look)}
              disabled={props.place === props.of - 1}
              onClick={() => shift(1)}
            />
          </Show>
          <IconButton icon="close" label={words.queue.cancel(props.look)} onClick={cancel} />
        </div>
      </div>
    </li>
  );
}
