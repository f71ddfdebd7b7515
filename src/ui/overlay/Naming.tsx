/**
 * @file Asks for a name, for whatever has one.
 */
import { createEffect, createSignal, type JSX, on } from "solid-js";
import { Button } from "../button/Button.tsx";
import { TextField } from "../field/TextField.tsx";
import { Dialog } from "./Dialog.tsx";

interface Props {
  readonly open: boolean;
  readonly title: string;
  readonly label: string;
  readonly hint?: string | undefined;
  /** The button's word. */
  readonly save: string;
  /** To begin with. */
  readonly name: string;
  readonly suggestions?: readonly string[] | undefined;
  /** What is wrong with a name, if anything. */
  readonly check?: ((name: string) => string | undefined) | undefined;
  /** More to decide, between the name and the button. */
  readonly children?: JSX.Element;
  /** Beside the button. */
  readonly besides?: JSX.Element;
  readonly onClose: () => void;
  readonly onSave: (name: string) => Promise<void>;
}

const LONGEST_NAME = 80;

export function Naming(props: Props) {
  const [name, setName] = createSignal("");
  let field: HTMLInputElement | undefined;
  createEffect(
    on(
      () => props.open,
      (open) => open && setName(props.name),
    ),
  );
  const wrong = (): string | undefined => props.check?.(name().trim());
  const save = async (): Promise<void> => {
    const wanted = name().trim();
    if (wanted === "" || wrong() !== undefined) return;
    props.onClose();
    await props.onSave(wanted);
  };
  return (
    <Dialog
      open={props.open}
      onClose={() => props.onClose()}
      title={props.title}
      first={() => field}
      actions={
        <>
          <Button look="primary" disabled={name().trim() === "" || wrong() !== undefined} onClick={() => void save()}>
            {props.save}
          </Button>
          {props.besides}
        </>
      }
    >
      {/* A form, so that Enter saves. */}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <TextField
          label={props.label}
          hint={props.hint}
          value={name()}
          onInput={setName}
          maxLength={LONGEST_NAME}
          suggestions={props.suggestions}
          error={wrong()}
          required
          ref={(element) => (field = element)}
        />
      </form>
      {props.children}
    </Dialog>
  );
}
