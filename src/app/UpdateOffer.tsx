/** @file Offers a new version once it is here and nothing is being made; it never takes over by itself. */
import { createEffect } from "solid-js";
import { createUpdates } from "~/platform/service-worker";
import { useServices } from "~/services/context";
import { say } from "~/ui/overlay/toasts";
import { words } from "./words";

/** Long enough to be seen; the offer comes back with the next visit. */
const SECONDS = 60;

export function UpdateOffer() {
  const { jobs, learning, packs } = useServices();
  const installing = () => (packs.list() ?? []).some((entry) => entry.state.phase === "installing");
  const updates = createUpdates(() => jobs.busy() || learning.busy() || installing());
  const apply = async (): Promise<void> => {
    if (!(await updates.apply())) say({ text: words.update.busy });
  };
  let said = false; // once a visit, however often work begins and ends meanwhile
  createEffect(() => {
    if (!updates.offered() || said) return;
    said = true;
    say({ text: words.update.offered, seconds: SECONDS, action: { label: words.update.apply, run: () => void apply() } });
  });
  return null;
}
