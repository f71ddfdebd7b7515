/** @file Photographs wait here to be looked at while the pack with the inspector is not on this device. */
import { useServices } from "~/services/context";
import { installing } from "~/services/installing";
import { Acquire } from "~/ui/progress/Acquire";
import { Notice } from "~/ui/text/Notice";
import { words } from "./words";

export function InspectorNeeds() {
  const { packs } = useServices();
  return (
    <Notice
      tone="plain"
      title={words.inspector.title}
      why={words.inspector.why(packs.current.name)}
      action={<Acquire {...installing(packs, packs.current.id)} get={words.inspector.get(packs.current.name)} />}
    />
  );
}
