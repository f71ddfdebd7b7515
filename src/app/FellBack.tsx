/** @file Says once, when it is found out, that the processor stands in for the graphics card. */
import { createEffect, on } from "solid-js";
import type { Bundle } from "~/contracts/manifest";
import { useServices } from "~/services/context";
import type { FallenBack } from "~/storage/trials";
import { say } from "~/ui/overlay/toasts";
import { words } from "./words";

const SECONDS = 20;

/** Nothing stands in for what only shows how far a picture is. */
const kindOf = (pack: Bundle, fallen: FallenBack): keyof typeof words.fellBack =>
  "space" in pack ? "watching" : fallen === "all" ? "all" : "part";

export function FellBack() {
  const { packs } = useServices();
  const found = () => (packs.list() ?? []).map(({ pack }) => ({ pack, fallen: packs.fallenBack(pack.id) }));
  createEffect(
    on(found, (now, before = []) => {
      for (const { pack, fallen } of now) {
        // What was known when the page was opened has been said.
        const known = before.find((each) => each.pack === pack)?.fallen;
        if (known?.length === 0 && fallen?.length)
          say({ text: words.fellBack[kindOf(pack, fallen)](pack.name), seconds: SECONDS });
      }
    }),
  );
  return null;
}
