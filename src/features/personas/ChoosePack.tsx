/** @file Which pack learns and draws somebody; what was learned with another one stays for whenever it is chosen again. */
import { createSignal, Show } from "solid-js";
import { type Failure, toFailure } from "~/contracts/failure";
import type { Persona } from "~/contracts/records";
import { useServices } from "~/services/context";
import { failureDetails, failureWords } from "~/services/failure-words";
import { Button } from "~/ui/button/Button";
import { Dialog } from "~/ui/overlay/Dialog";
import { say } from "~/ui/overlay/toasts";
import { FailureNotice } from "~/ui/text/FailureNotice";
import { PackChoice } from "./PackChoice";
import { words } from "./words";

interface Props {
  readonly persona: Persona;
  readonly open: boolean;
  readonly onClose: () => void;
}

export function ChoosePack(props: Props) {
  const { packs, personas, photographs } = useServices();
  const [chosen, choose] = createSignal<string>();
  const [failure, setFailure] = createSignal<Failure>();
  const packId = () => chosen() ?? packs.of(props.persona).id;
  const close = (): void => {
    choose(undefined);
    setFailure(undefined);
    props.onClose();
  };
  const save = async (): Promise<void> => {
    const { id, name } = props.persona;
    const pack = packs.of({ packId: packId() });
    try {
      const trained = await personas.usePack(id, pack.id);
      close();
      say({ text: trained ? words.pack.done(name, pack.name) : words.pack.doneUntrained(name, pack.name) });
    } catch (error) {
      setFailure(toFailure(error));
      return;
    }
    // Each photograph says for itself where it could not be looked at.
    await photographs.inspect(id).catch(() => undefined);
  };
  return (
    <Dialog
      open={props.open}
      onClose={close}
      title={words.pack.title(props.persona.name)}
      actions={
        <>
          <Button look="primary" disabled={packId() === packs.of(props.persona).id} onClick={() => void save()}>
            {words.pack.save}
          </Button>
          <Button look="quiet" onClick={close}>
            {words.pack.keep}
          </Button>
        </>
      }
    >
      <PackChoice label={words.create.pack} value={packId()} packs={packs.usable()} onChange={choose} />
      <p>{words.pack.hint}</p>
      <Show when={failure()}>
        {(shown) => <FailureNotice {...failureWords(shown())} details={failureDetails(shown())} onAgain={() => void save()} />}
      </Show>
    </Dialog>
  );
}
