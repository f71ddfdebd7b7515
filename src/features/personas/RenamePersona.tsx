/** @file Asks for another name. The word in a prompt stays, so nothing that was made has to change. */
import type { Persona } from "~/contracts/records";
import { useServices } from "~/services/context";
import { Naming } from "~/ui/overlay/Naming";
import { words } from "./words";

interface Props {
  readonly persona: Persona;
  readonly open: boolean;
  readonly onClose: () => void;
}

export function RenamePersona(props: Props) {
  const { personas } = useServices();
  return (
    <Naming
      open={props.open}
      title={words.rename.title}
      label={words.rename.name}
      save={words.rename.save}
      name={props.persona.name}
      onClose={() => props.onClose()}
      onSave={(name) => personas.rename(props.persona.id, name)}
    />
  );
}
