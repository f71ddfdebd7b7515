/** @file Photographs wait here to be looked at while the pack with the inspector is not on this device. */
import type { Pack } from "~/contracts/manifest";
import { useServices } from "~/services/context";
import { installing } from "~/services/installing";
import { Acquire } from "~/ui/progress/Acquire";
import { Notice } from "~/ui/text/Notice";
import { words } from "./words";

export function InspectorNeeds(props: { readonly pack: Pack }) {
  const { packs } = useServices();
  return (
    <Notice
      tone="plain"
      title={words.inspector.title}
      why={words.inspector.why(props.pack.name)}
      action={<Acquire {...installing(packs, props.pack.id)} get={words.inspector.get(props.pack.name)} />}
    />
  );
}
