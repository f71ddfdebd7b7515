/** @file Says once, when it is found out, that the processor stands in for the graphics card. */
import { createEffect, on } from "solid-js";
import { useServices } from "~/services/context";
import { say } from "~/ui/overlay/toasts";
import { words } from "./words";

const SECONDS = 20;

export function FellBack() {
  const { packs } = useServices();
  const found = () => (packs.list() ?? []).map(({ pack }) => ({ pack, fallen: packs.fallenBack(pack.id) }));
  createEffect(
    on(found, (now, before = []) => {
      for (const { pack, fallen } of now) {
        // What was known when the page was opened has been said.
        const known = before.find((each) => each.pack === pack)?.fallen;
        if (known?.length === 0 && fallen?.length)
          say({ text: words.fellBack[fallen === "all" ? "all" : "part"](pack.name), seconds: SECONDS });
      }
    }),
  );
  return null;
}
