/**
 * @file One persona in the list: their picture, their name, and how far they are.
 */
import { Show } from "solid-js";
import { ASKED_PHOTOGRAPHS, FEWEST_PHOTOGRAPHS } from "~/contracts/faces";
import { type Persona, thumbnailId } from "~/contracts/records";
import { useServices } from "~/services/context";
import { Frame } from "~/ui/picture/Frame";
import { Progress } from "~/ui/progress/Progress";
import { Card } from "~/ui/text/Card";
import { usable } from "./readiness";
import { words } from "./words";

export function PersonaCard(props: { readonly persona: Persona }) {
  const { photographs, pictures } = useServices();
  const mine = photographs.of(() => props.persona.id);
  const best = () => {
    const all = mine() ?? [];
    return usable(all)[0] ?? all[0];
  };
  const portrait = pictures.image(() => {
    const photograph = best();
    return photograph && thumbnailId(photograph.id);
  });
  const count = () => usable(mine() ?? []).length;
  const next = () => (count() >= FEWEST_PHOTOGRAPHS ? words.card.ready : words.card.more(FEWEST_PHOTOGRAPHS - count()));

  return (
    <Card href={`/personas/${props.persona.id}`} name={props.persona.name} cover={<Frame src={portrait()} alt="" />}>
      <Show when={props.persona.activeModelId === null} fallback={<p>{words.card.trained((mine() ?? []).length)}</p>}>
        <p>{words.card.untrained(count())}</p>
        <Progress
          label={props.persona.name}
          hideLabel
          value={Math.min(count(), ASKED_PHOTOGRAPHS)}
          max={ASKED_PHOTOGRAPHS}
          words={next()}
        />
      </Show>
    </Card>
  );
}
