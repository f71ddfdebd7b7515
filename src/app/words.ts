/** @file The words of the frame around every screen. */
export const words = {
  product: "Likeness",
  home: "Likeness, start page",
  skip: "Skip to content",
  navigation: "Main",
  menu: "Menu",
  people: "Persona",
  noPersona: "Choose a persona",
  newPersona: "New persona",
  trained: "trained",
  untrained: "not trained yet",
  opening: "Opening",
  notFound: {
    title: "There is nothing here",
    lede: "The address leads to no screen of this version.",
    back: "Go to the start page",
  },
  studio: {
    title: "Studio",
    nobody: "Nobody can be drawn yet. A persona is drawn from its own model, once that has been trained.",
    personas: "See the personas",
    start: "Meet a sample person",
  },
  superseded: {
    happened: "A newer version of Likeness is open in another tab.",
    why: "This tab saves nothing any more. Reloading brings it up to date.",
    reload: "Reload this tab",
  },
  update: {
    offered: "A new version of Likeness is ready.",
    apply: "Use it now",
    busy: "Another tab is still making something. Try again when it is done.",
  },
  badge: {
    quiet: "Only this address is spoken to",
    name: "What has been asked for over the network",
  },
} as const;
