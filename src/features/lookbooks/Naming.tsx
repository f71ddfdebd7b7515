/** @file Asks for the name of a lookbook. */
import { createEffect, createSignal, on } from "solid-js";
import { Button } from "~/ui/button/Button";
import { TextField } from "~/ui/field/TextField";
import { Dialog } from "~/ui/overlay/Dialog";
import { words } from "./words";

interface Props {
  readonly open: boolean;
  readonly title: string;
  readonly save: string;
  /** To begin with. */
  readonly name: string;
  readonly onClose: () => void;
  readonly onSave: (name: string) => Promise<void>;
}

export function Naming(props: Props) {
  const [name, setName] = createSignal("");
  createEffect(
    on(
      () => props.open,
      (open) => open && setName(props.name),
    ),
  );
  const save = async (): Promise<void> => {
    const wanted = name().trim();
    if (wanted === "") return;
    props.onClose();
    await props.onSave(wanted);
  };
  return (
    <Dialog open={props.open} onClose={() => props.onClose()} title={props.title}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <TextField
          label={words.naming.name}
          hint={words.naming.hint}
          value={name()}
          onInput={setName}
          maxLength={80}
          required
          autofocus
        />
        <p>
          <Button type="submit" look="primary" disabled={name().trim() === ""}>
            {props.save}
          </Button>
        </p>
      </form>
    </Dialog>
  );
}
