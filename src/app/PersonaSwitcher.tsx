/**
 * @file Whose studio this is, and the way to somebody else's. It stays with the last persona while other screens are open.
 */
import { useLocation, useNavigate } from "@solidjs/router";
import { Show } from "solid-js";
import type { Persona } from "~/contracts/records";
import { useServices } from "~/services/context";
import { Menu, type MenuGroup } from "~/ui/overlay/Menu";
import { lastPersona } from "./last-persona";
import { homeOf } from "./navigation";
import styles from "./PersonaSwitcher.module.css";
import { words } from "./words";

export function PersonaSwitcher() {
  const { personas } = useServices();
  const location = useLocation();
  const navigate = useNavigate();

  const current = () => {
    const id = lastPersona();
    return id === undefined ? undefined : personas.byId(id);
  };
  const item = (persona: Persona) => ({
    label: persona.name,
    detail: persona.activeModelId === null ? words.untrained : words.trained,
    current: persona.id === current()?.id,
    onSelect: () => navigate(homeOf(persona, location.pathname)),
  });
  const groups = (): MenuGroup[] => {
    const clients = personas.clients() ?? [];
    const byClient = clients
      .map((client) => ({
        heading: clients.length > 1 ? client.name : words.people,
        items: (personas.all() ?? []).filter((persona) => persona.clientId === client.id).map(item),
      }))
      .filter((group) => group.items.length > 0);
    return [...byClient, { items: [{ label: words.newPersona, icon: "add", onSelect: () => navigate("/personas/new") }] }];
  };

  return (
    <Show when={(personas.all() ?? []).length > 0}>
      <Menu label={words.people} groups={groups()}>
        <span class={styles["name"]}>{current()?.name ?? words.noPersona}</span>
      </Menu>
    </Show>
  );
}
