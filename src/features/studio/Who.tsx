/**
 * @file Whose studio this is: a face, a name, and which version of the model draws.
 */
import { createMemo } from "solid-js";
import { thumbnailId, type IndividualModel, type Persona } from "~/contracts/records";
import { useServices } from "~/services/context";
import { Frame } from "~/ui/picture/Frame";
import styles from "./Who.module.css";
import { words } from "./words";

export function Who(props: { readonly persona: Persona; readonly model: IndividualModel }) {
  const { photographs, pictures } = useServices();
  const mine = photographs.of(() => props.persona.id);
  const first = createMemo(() => mine()?.[0]?.id);
  const url = pictures.image(() => {
    const id = first();
    return id && thumbnailId(id);
  });
  return (
    <div class={styles["who"]}>
      <div class={styles["face"]}>
        <Frame src={url()} alt="" />
      </div>
      <div>
        <p class={styles["name"]}>{props.persona.name}</p>
        <a class={styles["model"]} href={`/personas/${props.persona.id}`}>
          {words.model(props.model.version)}
        </a>
      </div>
    </div>
  );
}
