/**
 * @file How many pictures were ever drawn and how long that took, by persona. Counted on this device and kept on it.
 */
import { For, Show } from "solid-js";
import { GONE, type Tally } from "~/contracts/records";
import { useServices } from "~/services/context";
import { seconds } from "~/ui/text/numbers";
import styles from "./Storage.module.css";
import { words } from "./words";

function Row(props: { readonly name: string; readonly tally: Pick<Tally, "pictures" | "seconds"> }) {
  return (
    <tr>
      <th scope="row">{props.name}</th>
      <td>{props.tally.pictures}</td>
      <td>{seconds(props.tally.seconds)}</td>
      <td data-fine="">{seconds(props.tally.seconds / props.tally.pictures)}</td>
    </tr>
  );
}

export function Drawn() {
  const { personas, pictures } = useServices();
  const tallies = pictures.drawn();
  const rows = () => tallies() ?? [];
  const nameOf = ({ id }: Tally): string => {
    if (id === GONE) return words.drawn.gone;
    return personas.byId(id)?.name ?? words.drawn.going;
  };
  const together = () => ({
    pictures: rows().reduce((sum, tally) => sum + tally.pictures, 0),
    seconds: rows().reduce((sum, tally) => sum + tally.seconds, 0),
  });
  return (
    <Show when={rows().length > 0} fallback={<p>{words.drawn.none}</p>}>
      <div class={styles["scroll"]}>
        <table class={styles["table"]}>
          <thead>
            <tr>
              <th scope="col">
                <span class="sr-only">{words.drawn.who}</span>
              </th>
              <th scope="col">{words.drawn.pictures}</th>
              <th scope="col">{words.drawn.time}</th>
              <th scope="col" data-fine="">
                {words.drawn.each}
              </th>
            </tr>
          </thead>
          <tbody>
            <For each={rows()}>{(tally) => <Row name={nameOf(tally)} tally={tally} />}</For>
          </tbody>
          <Show when={rows().length > 1}>
            <tfoot>
              <Row name={words.drawn.together} tally={together()} />
            </tfoot>
          </Show>
        </table>
      </div>
    </Show>
  );
}
