/** @file The entries of the main navigation, in order. An entry exists when its screen does. */
export interface Entry {
  readonly label: string;
  readonly href: string;
}

export const NAVIGATION: readonly Entry[] = [
  { label: "Personas", href: "/personas" },
  { label: "Studio", href: "/studio" },
  { label: "Library", href: "/library" },
  { label: "Lookbooks", href: "/lookbooks" },
  { label: "Models", href: "/models" },
  { label: "Settings", href: "/settings" },
];

/** The persona a path is about, where it is about one. */
export const personaOf = (path: string): string | undefined => /^\/(?:personas|studio)\/([^/?#]+)/.exec(path)?.[1];

export const isUnder = (path: string, href: string): boolean => path === href || path.startsWith(`${href}/`);

/** Where choosing a persona leads: into the studio once there is a model to draw with, unless photographs are being looked at. */
export const homeOf = (persona: { readonly id: string; readonly activeModelId: string | null }, path: string): string =>
  persona.activeModelId === null || isUnder(path, "/personas") ? `/personas/${persona.id}` : `/studio/${persona.id}`;
