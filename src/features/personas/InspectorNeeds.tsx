/** @file Photographs wait here to be looked at while the pack with the inspector is not on this device. */
import { useServices } from "~/services/context";
import { installing } from "~/services/installing";
import { Acquire } from "~/ui/progress/Acquire";
import { Notice } from "~/ui/text/Notice";
import { words } from "./words";

export function InspectorNeeds() {
  const { packs } = useServices();
  const pack = installing(packs, packs.current.id);
  return (
    <Notice
      tone="plain"
      title={words.inspector.title}
      why={words.inspector.why(packs.current.name)}
      action={
        <Acquire
          state={pack.state}
          get={words.inspector.get(packs.current.name)}
          cost={words.inspector.once(pack.total)}
          goOn={words.inspector.goOn}
          left={(done) => words.inspector.left(pack.total - done)}
          progress={words.inspector.progress(packs.current.name)}
          pause={words.inspector.pause}
          failure={pack.failure}
          onGet={() => pack.begin()}
          onPause={() => pack.pause()}
        />
      }
    />
  );
}
