/**
 * @file How many pictures are here and how long they took to draw, by persona. Counted on this device and kept on it.
 */
import { createMemo, For, Show } from "solid-js";
import { useServices } from "~/services/context";
import { seconds } from "~/ui/text/numbers";
import styles from "./Storage.module.css";
import { words } from "./words";

interface Row {
  readonly personaId: string;
  readonly pictures: number;
  /** Measured, summed over the pictures. */
  readonly seconds: number;
}

export function Drawn() {
  const { personas, pictures } = useServices();
  const all = pictures.of(() => null);
  const rows = createMemo<readonly Row[]>(() => {
    const byPersona = new Map<string, Row>();
    for (const { personaId, seconds: took } of all() ?? []) {
      const before = byPersona.get(personaId) ?? { personaId, pictures: 0, seconds: 0 };
      byPersona.set(personaId, { personaId, pictures: before.pictures + 1, seconds: before.seconds + took });
    }
    return [...byPersona.values()].sort((a, b) => b.pictures - a.pictures);
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
              <th scope="col">{words.drawn.each}</th>
            </tr>
          </thead>
          <tbody>
            <For each={rows()}>
              {(row) => (
                <tr>
                  <th scope="row">{personas.byId(row.personaId)?.name ?? words.drawn.gone}</th>
                  <td>{row.pictures}</td>
                  <td>{seconds(row.seconds)}</td>
                  <td>{seconds(row.seconds / row.pictures)}</td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </div>
    </Show>
  );
}
