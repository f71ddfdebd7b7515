/** @file Says what goes with a version, and lets it go. */
import type { IndividualModel } from "~/contracts/records";
import { useServices } from "~/services/context";
import { Button } from "~/ui/button/Button";
import { Dialog } from "~/ui/overlay/Dialog";
import { say } from "~/ui/overlay/toasts";
import { words } from "./words";

export function DeleteVersion(props: { readonly model: IndividualModel; readonly onClose: () => void }) {
  const { versions } = useServices();
  const remove = async (): Promise<void> => {
    const gone = await versions.remove(props.model);
    say({ text: gone ? words.removal.done(props.model.version) : words.removal.inUse });
    props.onClose();
  };
  return (
    <Dialog
      open
      onClose={() => props.onClose()}
      title={words.removal.title(props.model.version)}
      actions={
        <>
          <Button look="danger" icon="trash" onClick={() => void remove()}>
            {words.removal.confirm}
          </Button>
          <Button look="quiet" onClick={() => props.onClose()}>
            {words.removal.cancel}
          </Button>
        </>
      }
    >
      <p>{words.removal.body}</p>
    </Dialog>
  );
}
