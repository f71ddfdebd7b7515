/** @file The app as one component: services in, screens out. */
import { Router } from "@solidjs/router";
import { createEffect } from "solid-js";
import { ServicesContext } from "~/services/context";
import type { Services } from "~/services/services";
import { routes } from "./routes";
import { Shell } from "./Shell";

export function App(props: { readonly services: Services }) {
  createEffect(() => {
    const theme = props.services.vault.theme();
    if (theme === "system") delete document.documentElement.dataset["theme"];
    else document.documentElement.dataset["theme"] = theme;
  });
  return (
    // oxlint-disable-next-line solid/reactivity -- services are made once and never replaced
    <ServicesContext.Provider value={props.services}>
      <Router root={Shell}>{routes}</Router>
    </ServicesContext.Provider>
  );
}
