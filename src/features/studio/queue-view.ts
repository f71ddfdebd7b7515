/**
 * @file The queue as the studio shows it: what each shoot is, how far it is, and how long all of them still take.
 */
import { createMemo, type Accessor } from "solid-js";
import type { Job } from "~/contracts/records";
import { useServices } from "~/services/context";
import { shortLook } from "./draft";
import type { Studio } from "./studio";
import { words } from "./words";

export interface QueueView {
  /** What is drawn and what waits, in order. */
  readonly open: Accessor<readonly Job[]>;
  readonly waiting: Accessor<readonly Job[]>;
  /** Shoots that did not finish, but for the one that the stage tells of. */
  readonly failed: Accessor<readonly Job[]>;
  readonly paused: Accessor<boolean>;
  /** Measured seconds; undefined while anything in it was never measured. */
  readonly secondsLeft: Accessor<number | undefined>;
  /** In a few words: whose it is, where that is somebody else, and the look. */
  say(job: Job): string;
}

export function createQueueView(studio: Studio): QueueView {
  const { jobs, personas } = useServices();
  // Of a photoshoot, what comes next stands for all of it.
  const open = createMemo(() => {
    const shoots = new Set<string>();
    return jobs.queue().filter(({ shoot }) => {
      if (!shoot) return true;
      const isNext = !shoots.has(shoot.id);
      shoots.add(shoot.id);
      return isNext;
    });
  });
  const waiting = createMemo(() => open().filter(({ status }) => status === "queued"));
  const failed = createMemo(() => (jobs.all() ?? []).filter(({ id, status }) => status === "failed" && id !== studio.job()?.id));
  const left = (job: Job): number | undefined => {
    const running = jobs.running();
    if (running?.jobId === job.id && running.secondsLeft !== null) return running.secondsLeft;
    const each = studio.takes(job.request);
    return each === undefined ? undefined : each * (job.request.seeds.length - job.pictureIds.length);
  };
  return {
    open,
    waiting,
    failed,
    paused: jobs.paused,
    secondsLeft: () => {
      const parts = jobs.queue().map(left);
      return parts.every((part) => part !== undefined) ? parts.reduce((sum, part) => sum + part, 0) : undefined;
    },
    say({ request, shoot }) {
      const look = shoot ? words.queue.shoot(shoot.name, shoot.look) : shortLook(request) || words.queue.noLook;
      const who = request.personaId === studio.persona.id ? undefined : personas.byId(request.personaId)?.name;
      return who === undefined ? look : `${who}: ${look}`;
    },
  };
}
