/**
 * @file The queue: what is drawn, what waits and in which order, what did not finish. By pointer, buttons or keys.
 */
import { createSignal, For, Show } from "solid-js";
import { Failure } from "~/contracts/failure";
import type { Job } from "~/contracts/records";
import { useServices } from "~/services/context";
import { failureWords } from "~/services/failure-words";
import { Button } from "~/ui/button/Button";
import { announce } from "~/ui/text/announce";
import { Panel } from "./Panel";
import styles from "./Queue.module.css";
import { createQueueView } from "./queue-view";
import { QueueItem } from "./QueueItem";
import type { Studio } from "./studio";
import { words } from "./words";

function Failed(props: { readonly job: Job; readonly look: string }) {
  const { jobs } = useServices();
  const why = () => {
    const { failure } = props.job;
    return failure ? failureWords(new Failure(failure.code, failure.details)).happened : words.queue.failed;
  };
  return (
    <li class={styles["failed"]} aria-label={`${words.queue.failed}: ${props.look}`}>
      <p class={styles["look"]}>{props.look}</p>
      <p class={styles["why"]}>{why()}</p>
      <div class={styles["verbs"]}>
        <Button look="quiet" onClick={() => void jobs.retry(props.job.id)}>
          {words.queue.retry}
        </Button>
        <Button look="quiet" onClick={() => void jobs.dismiss(props.job.id)}>
          {words.queue.dismiss}
        </Button>
      </div>
    </li>
  );
}

/** Pausing, for wherever the queue is spoken of. */
export function PauseButton() {
  const { jobs } = useServices();
  return (
    <Button
      look="quiet"
      icon={jobs.paused() ? "play" : "pause"}
      onClick={() => void (jobs.paused() ? jobs.resume() : jobs.pause())}
    >
      {jobs.paused() ? words.queue.resume : words.queue.pause}
    </Button>
  );
}

export function Queue(props: { readonly studio: Studio }) {
  const { jobs } = useServices();
  // oxlint-disable-next-line solid/reactivity -- a room's studio is made once
  const view = createQueueView(props.studio);
  const [dragged, drag] = createSignal<string>();
  const ids = (): readonly string[] => view.waiting().map(({ id }) => id);
  const move = async (jobId: string, toJobId: string | undefined): Promise<void> => {
    if (toJobId === undefined || toJobId === jobId) return;
    const to = ids().indexOf(toJobId);
    await jobs.move(jobId, toJobId);
    announce(words.queue.moved(to + 1, ids().length));
  };

  return (
    <Panel
      title={words.queue.title}
      tools={
        <Show when={view.open().length > 0}>
          <PauseButton />
        </Show>
      }
    >
      <Show
        when={view.open().length > 0 || view.failed().length > 0}
        fallback={<p class={styles["empty"]}>{words.queue.empty}</p>}
      >
        <Show when={view.open().length > 0}>
          <p class={styles["left"]}>
            {view.paused() ? words.queue.paused : ""}
            {view.paused() && view.secondsLeft() !== undefined ? " · " : ""}
            {view.secondsLeft() !== undefined ? words.queue.left(view.secondsLeft()!) : ""}
          </p>
        </Show>
        <ol class={styles["list"]}>
          <For each={view.open()}>
            {(job) => (
              <QueueItem
                job={job}
                look={view.say(job)}
                place={ids().indexOf(job.id)}
                of={ids().length}
                dragged={dragged()}
                onDrag={drag}
                onShift={(by) => void move(job.id, ids()[ids().indexOf(job.id) + by])}
                onDrop={(other) => void move(other, job.id)}
              />
            )}
          </For>
          <For each={view.failed()}>{(job) => <Failed job={job} look={view.say(job)} />}</For>
        </ol>
      </Show>
    </Panel>
  );
}
