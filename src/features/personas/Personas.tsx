/**
 * @file Everybody who is drawn here, by client.
 */
import { For, Show } from "solid-js";
import { useServices } from "~/services/context";
import { ButtonLink } from "~/ui/button/Button";
import { Page } from "~/ui/text/Page";
import { PersonaCard } from "./PersonaCard";
import styles from "./Personas.module.css";
import { words } from "./words";

export default function Personas() {
  const { personas } = useServices();
  const isEmpty = () => personas.all()?.length === 0;
  const groups = () => {
    const clients = personas.clients() ?? [];
    return clients
      .map((client) => ({
        heading: clients.length > 1 ? client.name : undefined,
        people: (personas.all() ?? []).filter((persona) => persona.clientId === client.id),
      }))
      .filter((group) => group.people.length > 0);
  };
  return (
    <Page
      title={words.list.title}
      lede={isEmpty() ? `${words.list.empty} ${words.list.emptyNext}` : words.list.lede}
      actions={
        <Show
          when={isEmpty()}
          fallback={
            <>
              <ButtonLink look="primary" href="/personas/new">
                {words.list.add}
              </ButtonLink>
              <ButtonLink look="quiet" href="/start">
                {words.list.sample}
              </ButtonLink>
            </>
          }
        >
          {/* Where nobody is, somebody invented is the shorter way. */}
          <ButtonLink look="primary" href="/start">
            {words.list.sample}
          </ButtonLink>
          <ButtonLink look="quiet" href="/personas/new">
            {words.list.add}
          </ButtonLink>
        </Show>
      }
    >
      <For each={groups()}>
        {(group) => (
          <section class={styles["group"]}>
            <Show when={group.heading}>
              <h2 class={styles["client"]}>{group.heading}</h2>
            </Show>
            <ul class={styles["cards"]}>
              <For each={group.people}>
                {(persona) => (
                  <li>
                    <PersonaCard persona={persona} />
                  </li>
                )}
              </For>
            </ul>
          </section>
        )}
      </For>
    </Page>
  );
}
