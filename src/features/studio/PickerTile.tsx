/**
 * @file One option of a picker: its name, and the persona with it as soon as that is drawn. Its size is the same before and after.
 */
import type { GenerateRequest } from "~/contracts/request";
import { useServices } from "~/services/context";
import { Frame } from "~/ui/picture/Frame";
import { createNear } from "~/ui/picture/near";
import styles from "./PickerTile.module.css";

interface Props {
  readonly name: string;
  readonly pressed: boolean;
  /** The look with this option. */
  readonly request: GenerateRequest;
  readonly onPress: () => void;
}

export function PickerTile(props: Props) {
  const { tiles } = useServices();
  const [near, watch] = createNear();
  const shown = tiles.of(() => props.request, near);
  return (
    <button
      ref={watch}
      class={styles["tile"]}
      type="button"
      aria-pressed={props.pressed}
      data-past={shown()?.past ? "" : undefined}
      onClick={() => props.onPress()}
    >
      <Frame src={shown()?.url} alt="" width={props.request.size.width} height={props.request.size.height} eager />
      <span class={styles["name"]}>{props.name}</span>
    </button>
  );
}
