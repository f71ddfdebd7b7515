/** @file Asks for another name. The word in a prompt stays, so nothing that was made has to change. */
import { createEffect, createSignal, on } from "solid-js";
import type { Persona } from "~/contracts/records";
import { useServices } from "~/services/context";
import { Button } from "~/ui/button/Button";
import { TextField } from "~/ui/field/TextField";
import { Dialog } from "~/ui/overlay/Dialog";
import { words } from "./words";

interface Props {
  readonly persona: Persona;
  readonly open: boolean;
  readonly onClose: () => void;
}

export function RenamePersona(props: Props) {
  const { personas } = useServices();
  const [name, setName] = createSignal("");
  let field: HTMLInputElement | undefined;
  createEffect(
    on(
      () => props.open,
      (open) => open && setName(props.persona.name),
    ),
  );
  const save = async (): Promise<void> => {
    if (name().trim() === "") return;
    await personas.rename(props.persona.id, name().trim());
    props.onClose();
  };
  return (
    <Dialog open={props.open} onClose={() => props.onClose()} title={words.rename.title} first={() => field}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <TextField
          label={words.rename.name}
          value={name()}
          onInput={setName}
          maxLength={80}
          required
          ref={(element) => (field = element)}
        />
        {/* A form of one field is sent with Enter; the button is for everybody else. */}
        <p>
          <Button type="submit" look="primary" disabled={name().trim() === ""}>
            {words.rename.save}
          </Button>
        </p>
      </form>
    </Dialog>
  );
}
