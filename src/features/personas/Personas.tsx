/**
 * @file Everybody who is drawn here, by client.
 */
import { For, Show } from "solid-js";
import { useServices } from "~/services/context";
import { MINE } from "~/services/personas";
import { ButtonLink } from "~/ui/button/Button";
import { Page } from "~/ui/text/Page";
import { ClientGroup } from "./ClientGroup";
import { words } from "./words";

export default function Personas() {
  const { personas } = useServices();
  const isEmpty = () => personas.all()?.length === 0;
  /** Nobody has to know of clients before there is a persona, or a second client. */
  const groups = () => {
    const clients = personas.clients() ?? [];
    return clients
      .map((client) => ({ client, people: (personas.all() ?? []).filter((persona) => persona.clientId === client.id) }))
      .filter(({ client, people }) => people.length > 0 || client.id !== MINE);
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
              <ButtonLink look="plain" href="/cast">
                {words.list.cast}
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
          <ButtonLink look="plain" href="/cast">
            {words.list.cast}
          </ButtonLink>
          <ButtonLink look="quiet" href="/personas/new">
            {words.list.add}
          </ButtonLink>
        </Show>
      }
    >
      <For each={groups()}>{(group) => <ClientGroup client={group.client} people={group.people} />}</For>
    </Page>
  );
}
