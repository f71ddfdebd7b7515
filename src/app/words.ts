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
  install: {
    offered: "Likeness can be installed. It then opens like any app, also without a connection.",
    accept: "Install",
  },
  update: {
    offered: "A new version of Likeness is ready.",
    apply: "Use it now",
    busy: "Another tab is still making something. Try again when it is done.",
  },
  badge: {
    sent: (bytes: string): string => `${bytes} sent from this device`,
    uncounted: "Nothing counted yet",
    title: "What the network has seen",
    notYet: "Counting begins once the app has been copied to this device for offline use. A private window may not allow it.",
    since: (day: string): string =>
      `Every request of this app passes one place in the browser and has been counted there since ${day}. What carries nothing counts as 0 bytes sent.`,
    address: "Address",
    requests: "Requests",
    bytesSent: "Bytes sent",
    own: "(where this page came from)",
    brought: (pack: string, bytes: string): string => `${pack} was copied here: ${bytes} in.`,
    policy:
      "The browser holds this page to a policy: it may only ask the address it came from. Photographs, prompts and pictures are read and written on this device.",
  },
} as const;
