/** @file One of the packs that can be used here, each with whose faces it learns. */
import type { Pack } from "~/contracts/manifest";
import { Segmented } from "~/ui/field/Segmented";
import { words } from "./words";

interface Props {
  readonly label: string;
  readonly value: string;
  readonly packs: readonly Pack[];
  readonly onChange: (packId: string) => void;
}

export const PackChoice = (props: Props) => (
  <Segmented
    label={props.label}
    value={props.value}
    segments={props.packs.map(({ id, name, reads }) => ({ value: id, label: name, detail: words.create.packDetail[reads] }))}
    onChange={(id) => props.onChange(id)}
  />
);
