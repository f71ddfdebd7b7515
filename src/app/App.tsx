/** @file The app as one component: services in, screens out. */
import { Router } from "@solidjs/router";
import { createEffect } from "solid-js";
import { ServicesContext } from "~/services/context";
import type { Services } from "~/services/services";
import { lastPersona } from "./last-persona";
import { routes } from "./routes";
import { Shell } from "./Shell";

export function App(props: { readonly services: Services }) {
  createEffect(() => {
    const theme = props.services.vault.theme();
    if (theme === "system") delete document.documentElement.dataset["theme"];
    else document.documentElement.dataset["theme"] = theme;
  });
  // The accent belongs to the client whose persona is in view; dialogs lie outside of the app's own element.
  createEffect(() => {
    const { personas } = props.services;
    const id = lastPersona();
    const clientId = id === undefined ? undefined : personas.byId(id)?.clientId;
    const accent = (personas.clients() ?? []).find((client) => client.id === clientId)?.accent;
    if (accent === undefined) delete document.documentElement.dataset["accent"];
    else document.documentElement.dataset["accent"] = accent;
  });
  return (
    // oxlint-disable-next-line solid/reactivity -- services are made once and never replaced
    <ServicesContext.Provider value={props.services}>
      <Router root={Shell}>{routes}</Router>
    </ServicesContext.Provider>
  );
}
