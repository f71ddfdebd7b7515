/**
 * @file Putting the photographs of a person into words, where their pack learns from photographs: by the captioner, if it is here.
 */
import { createSignal, Show } from "solid-js";
import { isUsable } from "~/contracts/faces";
import { type Failure, isAbort, toFailure } from "~/contracts/failure";
import type { Photograph } from "~/contracts/records";
import { useServices } from "~/services/context";
import { failureDetails, failureWords } from "~/services/failure-words";
import { Button, ButtonLink } from "~/ui/button/Button";
import { Spinner } from "~/ui/progress/Spinner";
import { FailureNotice } from "~/ui/text/FailureNotice";
import { Notice } from "~/ui/text/Notice";
import { words } from "./words";

export function Captions(props: { readonly personaId: string; readonly photographs: readonly Photograph[] }) {
  const { packs, photographs } = useServices();
  const [busy, setBusy] = createSignal(false);
  const [failure, setFailure] = createSignal<Failure>();
  const unsaid = () =>
    props.photographs.filter(({ caption, inspection }) => !caption && inspection !== null && isUsable(inspection));
  const captioner = () => packs.list()?.find(({ pack }) => "caption" in pack);
  const describe = async (): Promise<void> => {
    setBusy(true);
    setFailure(undefined);
    try {
      await photographs.describe(props.personaId);
    } catch (error) {
      if (!isAbort(error)) setFailure(toFailure(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Show when={unsaid().length > 0 || busy()}>
      <Notice
        tone="plain"
        title={words.captions.title}
        why={packs.toolFor("captions") ? words.captions.why : words.captions.none}
        action={
          <Show
            when={packs.toolFor("captions")}
            fallback={
              <Show when={captioner()}>
                {(entry) => (
                  <ButtonLink look="plain" href="/models">
                    {words.captions.get(entry().pack.name)}
                  </ButtonLink>
                )}
              </Show>
            }
          >
            <Button look="plain" disabled={busy()} onClick={() => void describe()}>
              {busy() ? words.captions.describing : words.captions.describe(unsaid().length)}
            </Button>
            <Show when={busy()}>
              <Spinner />
            </Show>
          </Show>
        }
      />
      <Show when={failure()}>
        {(shown) => (
          <FailureNotice {...failureWords(shown())} details={failureDetails(shown())} onAgain={() => void describe()} />
        )}
      </Show>
    </Show>
  );
}
