/** @file Tags for all selected pictures at once: those that every one of them has, and new ones. */
import type { Picture } from "~/contracts/records";
import { hasTag } from "~/contracts/tags";
import { Dialog } from "~/ui/overlay/Dialog";
import type { Library } from "./library";
import { Tags } from "./Tags";
import { words } from "./words";

interface Props {
  readonly library: Library;
  readonly pictures: readonly Picture[];
  readonly open: boolean;
  readonly onClose: () => void;
}

export function TagThem(props: Props) {
  let field: HTMLInputElement | undefined;
  const common = () => {
    const [first, ...rest] = props.pictures;
    return (first?.tags ?? []).filter((tag) => rest.every((picture) => hasTag(picture.tags, tag)));
  };
  return (
    <Dialog
      open={props.open}
      onClose={() => props.onClose()}
      title={words.tags.all(props.pictures.length)}
      description={words.tags.common}
      first={() => field}
    >
      <Tags
        tags={common()}
        known={props.library.tags()}
        onAdd={(tag) => props.library.tag(props.pictures, tag)}
        onRemove={(tag) => props.library.untag(props.pictures, tag)}
        ref={(element) => (field = element)}
      />
    </Dialog>
  );
}
