/** @file Every address and the screen it opens. A screen's code is fetched when it is first opened. */
import { type RouteDefinition } from "@solidjs/router";
import { lazy } from "solid-js";
import { Home } from "./Home";
import NotFound from "./NotFound";
import { StudioDoor } from "./StudioDoor";

export const routes: RouteDefinition[] = [
  { path: "/", component: Home },
  { path: "/start", component: lazy(() => import("~/features/start/Start")) },
  { path: "/cast", component: lazy(() => import("~/features/casting/Casting")) },
  { path: "/personas", component: lazy(() => import("~/features/personas/Personas")) },
  { path: "/personas/new", component: lazy(() => import("~/features/personas/NewPersona")) },
  { path: "/personas/:personaId", component: lazy(() => import("~/features/personas/PersonaPage")) },
  { path: "/personas/:personaId/training", component: lazy(() => import("~/features/training/Training")) },
  { path: "/studio", component: StudioDoor },
  { path: "/studio/:personaId", component: lazy(() => import("~/features/studio/Studio")) },
  { path: "/studio/:personaId/import", component: lazy(() => import("~/features/studio/edit/Import")) },
  { path: "/edit/:pictureId", component: lazy(() => import("~/features/studio/edit/Editor")) },
  { path: "/library", component: lazy(() => import("~/features/library/Library")) },
  { path: "/library/trash", component: lazy(() => import("~/features/library/Trash")) },
  { path: "/lookbooks", component: lazy(() => import("~/features/lookbooks/Lookbooks")) },
  { path: "/lookbooks/:bookId", component: lazy(() => import("~/features/lookbooks/LookbookPage")) },
  { path: "/models", component: lazy(() => import("~/features/models/Models")) },
  { path: "/settings", component: lazy(() => import("~/features/settings/Settings")) },
  { path: "*", component: NotFound },
];
