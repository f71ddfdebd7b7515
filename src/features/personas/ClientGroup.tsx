/**
 * @file A client with the personas that belong to it; its name and its colour can be changed, and an empty one can go.
 */
import { createEffect, createSignal, For, on, Show } from "solid-js";
import { ACCENTS, type Accent, type Client, type Persona } from "~/contracts/records";
import { useServices } from "~/services/context";
import { MINE } from "~/services/personas";
import { Button } from "~/ui/button/Button";
import { IconButton } from "~/ui/button/IconButton";
import { Swatches } from "~/ui/field/Swatches";
import { Naming } from "~/ui/overlay/Naming";
import { say } from "~/ui/overlay/toasts";
import styles from "./ClientGroup.module.css";
import { PersonaCard } from "./PersonaCard";
import { words } from "./words";

const SWATCHES = ACCENTS.map((value) => ({ value, label: words.client.accents[value] }));

export function ClientGroup(props: { readonly client: Client; readonly people: readonly Persona[] }) {
  const { personas } = useServices();
  const [editing, setEditing] = createSignal(false);
  const [accent, setAccent] = createSignal<Accent>(ACCENTS[0]);
  createEffect(
    on(editing, (open) => {
      if (open) setAccent(props.client.accent ?? ACCENTS[0]);
    }),
  );
  const isTaken = (name: string): boolean =>
    (personas.clients() ?? []).some(
      ({ id, name: other }) => id !== props.client.id && other.toLowerCase() === name.toLowerCase(),
    );
  const close = (): void => {
    setEditing(false);
  };
  const remove = async (): Promise<void> => {
    const { id, name } = props.client;
    close();
    say({ text: (await personas.removeClient(id)) ? words.client.removed(name) : words.client.notEmpty(name) });
  };
  return (
    <section class={styles["group"]} data-accent={props.client.accent ?? ACCENTS[0]} aria-label={props.client.name}>
      <header class={styles["head"]}>
        <span class={styles["spot"]} aria-hidden="true" />
        <h2 class={styles["name"]}>{props.client.name}</h2>
        <IconButton icon="edit" label={words.client.edit(props.client.name)} onClick={() => setEditing(true)} />
      </header>
      <Show when={props.people.length > 0} fallback={<p class={styles["empty"]}>{words.client.empty}</p>}>
        <ul class={styles["cards"]}>
          <For each={props.people}>
            {(persona) => (
              <li>
                <PersonaCard persona={persona} />
              </li>
            )}
          </For>
        </ul>
      </Show>
      <Naming
        open={editing()}
        title={words.client.title}
        label={words.client.name}
        save={words.rename.save}
        name={props.client.name}
        check={(name) => (isTaken(name) ? words.client.taken : undefined)}
        besides={
          <Show when={props.client.id !== MINE && props.people.length === 0}>
            <Button look="quiet" icon="trash" onClick={() => void remove()}>
              {words.client.remove}
            </Button>
          </Show>
        }
        onClose={close}
        onSave={(name) => personas.changeClient(props.client.id, { name, accent: accent() })}
      >
        <Swatches label={words.client.accent} value={accent()} swatches={SWATCHES} onChange={setAccent} />
        <Show when={props.client.id !== MINE && props.people.length > 0}>
          <p class={styles["hint"]}>{words.client.keep}</p>
        </Show>
      </Naming>
    </section>
  );
}
