/**
 * @file How far the shoot is that is drawn now, in the title of the tab, on every screen.
 */
import { useServices } from "~/services/context";
import { createProgressTitle } from "~/ui/text/title";
import { words } from "./words";

export function createQueueTitle(): void {
  const { jobs } = useServices();
  createProgressTitle(() => {
    const [first] = jobs.queue();
    if (!first) return undefined;
    if (jobs.paused()) return words.queue.paused;
    const at = jobs.running();
    if (!at) return undefined;
    const of = jobs.queue().find(({ id }) => id === at.jobId)?.request.seeds.length ?? 1;
    const share = at.steps === 0 ? 0 : (at.picture + at.step / at.steps) / of;
    return words.queue.drawing(Math.floor(100 * share), at.picture + 1, of);
  });
}
