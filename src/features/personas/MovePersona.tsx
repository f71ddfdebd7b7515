/** @file Gives a persona to another client, or begins a new client with it; taken back in one press. */
import type { Persona } from "~/contracts/records";
import { useServices } from "~/services/context";
import { Naming } from "~/ui/overlay/Naming";
import { say } from "~/ui/overlay/toasts";
import { words } from "./words";

interface Props {
  readonly persona: Persona;
  readonly open: boolean;
  readonly onClose: () => void;
}

export function MovePersona(props: Props) {
  const { personas } = useServices();
  const clients = () => personas.clients() ?? [];
  const here = () => clients().find((client) => client.id === props.persona.clientId);
  const move = async (name: string): Promise<void> => {
    const { id, clientId: before, name: who } = props.persona;
    const next = await personas.clientNamed(name);
    if (next === before) return;
    await personas.moveToClient(id, next);
    say({
      text: words.move.done(who, name),
      seconds: 10,
      action: { label: words.photo.undo, run: () => void personas.moveToClient(id, before) },
    });
  };
  return (
    <Naming
      open={props.open}
      title={words.move.title(props.persona.name)}
      label={words.create.client}
      hint={words.move.hint}
      save={words.move.save}
      name=""
      suggestions={clients().flatMap(({ id, name }) => (id === here()?.id ? [] : [name]))}
      onClose={() => props.onClose()}
      onSave={move}
    />
  );
}
