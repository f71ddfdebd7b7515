/** @file Says what goes with a persona, counted, and lets it go with ten seconds to think again. */
import { createResource, For } from "solid-js";
import type { Persona } from "~/contracts/records";
import { useServices } from "~/services/context";
import { UNDO_SECONDS } from "~/services/personas";
import { Button } from "~/ui/button/Button";
import { Dialog } from "~/ui/overlay/Dialog";
import { say } from "~/ui/overlay/toasts";
import styles from "./DeletePersona.module.css";
import { words } from "./words";

interface Props {
  readonly persona: Persona;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onDeleted: () => void;
}

export function DeletePersona(props: Props) {
  const { personas } = useServices();
  const [counts] = createResource(
    () => props.open && props.persona.id,
    (id) => personas.counts(id),
  );
  const remove = async (): Promise<void> => {
    const { name, id } = props.persona;
    const takeBack = await personas.remove(id);
    say({
      text: words.remove.done(name),
      seconds: UNDO_SECONDS,
      action: {
        label: words.photo.undo,
        run: () => void takeBack().then(() => say({ text: words.remove.undone(name) })),
      },
    });
    props.onClose();
    props.onDeleted();
  };
  return (
    <Dialog
      open={props.open}
      onClose={() => props.onClose()}
      title={words.remove.title(props.persona.name)}
      description={words.remove.body}
      actions={
        <>
          <Button look="danger" icon="trash" onClick={() => void remove()}>
            {words.remove.confirm}
          </Button>
          <Button look="quiet" onClick={() => props.onClose()}>
            {words.remove.cancel}
          </Button>
        </>
      }
    >
      <ul class={styles["counts"]}>
        <For each={counts.latest ? words.remove.counts(counts.latest) : []}>{(line) => <li>{line}</li>}</For>
      </ul>
    </Dialog>
  );
}
