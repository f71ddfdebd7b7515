/** @file The words of the frame around every screen. */
import type { LedgerCounts } from "~/services/ledger";
import type { Drawn } from "~/services/proof";
import { bytes, counted, seconds } from "~/ui/text/numbers";

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
  opening: {
    happened: "The browser’s storage does not answer.",
    why: "Another tab or window of Likeness may be holding it. Close the others, or start the browser again; this page goes on by itself.",
    full: "Make some room on this device, and reload. Everything saved so far is safe.",
    reload: "Reload",
    details: "For whoever helps:",
  },
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
  queue: {
    paused: "Paused",
    drawing: (percent: number, picture: number, of: number): string => `${percent} % · picture ${picture} of ${of}`,
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
  fellBack: {
    all: (pack: string): string =>
      `The processor draws with ${pack}: this device’s graphics card lacks what it needs. It takes longer and looks the same.`,
    part: (pack: string): string =>
      `The graphics card gave no true answer for a part of ${pack}, so the processor does that part. It takes longer and looks the same.`,
    watching: (tool: string): string => `${tool} failed here, so drawing is watched coarsely. Pictures come out the same.`,
  },
  badge: {
    sent: (bytes: string): string => `${bytes} sent from this device`,
    uncounted: "Nothing counted yet",
  },
  ledger: {
    title: "What the network has seen",
    notYet: "Counting begins once the app has been copied to this device for offline use. A private window may not allow it.",
    summary: (all: LedgerCounts, addresses: number, day: string): string =>
      `Since ${day}: ${counted(all.requests, "request")} to ${counted(addresses, "address", "addresses")}, ${bytes(all.bytesSent)} out, ${bytes(all.bytesReceived)} in.`,
    address: "Host",
    requests: "Requests",
    out: "Bytes out",
    in: "Bytes in",
    own: "where this page came from",
    here: (count: number): string =>
      count === 0
        ? "No request was answered from the copy of the app on this device yet."
        : `${counted(count, "more request was", "more requests were")} answered from the copy of the app on this device and went nowhere.`,
    refused: (count: number): string => `${counted(count, "request was", "requests were")} refused during a proof.`,
    brought: (pack: string, size: string): string => `${pack} was copied here: ${size} in.`,
    policy: {
      title: "The policy",
      says: [
        "The browser holds this page to a policy: it may only ask the address that it came from. Anything else is stopped before it goes out.",
        "Every request of the app and of its workers passes one place in the browser, and is counted there: what was in it, and what came back. What carries nothing counts as 0 bytes out.",
        "Photographs, prompts and pictures are read and written on this device.",
        "Not counted: the very first page, and the browser’s own look for a newer version of the app. Both ask the same address and carry nothing.",
      ],
    },
  },
  proof: {
    title: "Prove it",
    what: "Draws a picture while every request is refused, and compares the ledger from before with the one from after.",
    begin: "Draw with the network refused",
    again: "Prove it again",
    drawing: "Drawing; every request is refused meanwhile",
    holds: ({ kind }: Drawn): string =>
      kind === "picture" ? "Drawn, and the ledger is unchanged." : "Run, and the ledger is unchanged.",
    fails: "This proof does not hold.",
    drawn: (drawn: Drawn): string => {
      if (drawn.kind === "picture") return `A picture of ${drawn.name}, in ${seconds(drawn.seconds)}. It is not kept.`;
      return drawn.right
        ? "Nobody here has a finished model yet, so a small test network was run instead. It gave the answer that is known to be right."
        : "Nobody here has a finished model yet, so a small test network was run instead. It gave a wrong answer.";
    },
    picture: (name: string): string => `${name}, drawn with the network refused`,
    ledger: "Ledger",
    before: "Before",
    after: "After",
    refused: (count: number): string =>
      count === 0
        ? "Nothing wanted to go out meanwhile."
        : `${counted(count, "request")} wanted to go out meanwhile and went nowhere.`,
    noWorker: "This needs the copy of the app on this device. Open this page once more; a private window may not allow it.",
    copying: "A pack is being copied here. Refusing the network would break that off; come back when it is done.",
    drawingElse: "Something is being drawn or trained. Come back when it is done.",
  },
} as const;
