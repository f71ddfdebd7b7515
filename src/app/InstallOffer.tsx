/** @file Offers to install the app, once ever, after the first kept picture: then there is something to come back to. */
import { createEffect, createMemo, createResource, Show } from "solid-js";
import { canInstall, install } from "~/platform/install";
import { useServices } from "~/services/context";
import { setInstallOffered, wasInstallOffered } from "~/storage/vaults";
import { say } from "~/ui/overlay/toasts";
import { words } from "./words";

/** Long enough to be read twice; it does not come back. */
const SECONDS = 30;

function AfterFirstKept() {
  const { pictures } = useServices();
  const all = pictures.of(() => null);
  const isDue = createMemo(() => (all() ?? []).some((picture) => picture.mark === "keep"));
  createEffect(() => {
    if (!isDue()) return;
    void setInstallOffered();
    say({ text: words.install.offered, seconds: SECONDS, action: { label: words.install.accept, run: () => void install() } });
  });
  return null;
}

/** Follows the pictures only where there is something to offer. */
export function InstallOffer() {
  const [offered] = createResource(wasInstallOffered);
  return (
    <Show when={canInstall() && offered.latest === false}>
      <AfterFirstKept />
    </Show>
  );
}
