/** @file How people are learned on this device: a choice that stays. */
import { BRIEF_STEPS } from "~/contracts/recipe";
import { useServices } from "~/services/context";
import { Segmented } from "~/ui/field/Segmented";
import { words } from "./words";

export function HowCareful() {
  const { vault } = useServices();
  return (
    <Segmented
      label={words.way.label}
      value={vault.care()}
      segments={[
        { value: "at-once", label: words.way.atOnce, detail: words.way.atOnceDetail },
        { value: "briefly", label: words.way.briefly, detail: words.way.brieflyDetail(BRIEF_STEPS) },
        { value: "thoroughly", label: words.way.thoroughly, detail: words.way.thoroughlyDetail },
      ]}
      onChange={(care) => vault.setCare(care)}
    />
  );
}
