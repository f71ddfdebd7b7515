/**
 * @file Every way out of a page and of its threads that we know to carry data, each a few lines run inside the browser.
 *
 * Each takes the address of a host that is not ours and names itself there. None reports whether it worked: the host knows.
 */

/** A function, or the text of one, that is handed to the browser as it stands; it sees nothing of this file. */
export type Channel = ((address: string) => unknown) | string;

/** Works wherever there is a global scope: page, worker, service worker. */
export const anywhere: Readonly<Record<string, Channel>> = {
  fetch: (to) => fetch(`${to}/fetch`),
  "fetch-opaque": (to) => fetch(`${to}/fetch-opaque`, { mode: "no-cors", method: "POST", body: "data" }),
  websocket: (to) => void new WebSocket(`${to.replace("http", "ws")}/websocket`),
  eventsource: (to) => void new EventSource(`${to}/eventsource`),
};

/** Dedicated workers besides. */
export const inWorkers: Readonly<Record<string, Channel>> = {
  xhr: (to) => {
    const request = new XMLHttpRequest();
    request.open("GET", `${to}/xhr`);
    request.send();
  },
  // As text, because the test runner rewrites every import() it sees.
  "script-import": '(to) => import(to + "/script-import")',
};

/** Pages besides, without leaving them. */
export const inPages: Readonly<Record<string, Channel>> = {
  ...inWorkers,
  beacon: (to) => void navigator.sendBeacon(`${to}/beacon`, "data"),
  image: (to) => {
    new Image().src = `${to}/image`;
  },
  script: (to) => document.head.append(Object.assign(document.createElement("script"), { src: `${to}/script` })),
  stylesheet: (to) =>
    document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: `${to}/stylesheet` })),
  background: (to) => document.body.style.setProperty("background-image", `url(${to}/background)`),
  prefetch: (to) =>
    document.head.append(Object.assign(document.createElement("link"), { rel: "prefetch", href: `${to}/prefetch` })),
  preload: (to) =>
    document.head.append(Object.assign(document.createElement("link"), { rel: "preload", as: "script", href: `${to}/preload` })),
  modulepreload: (to) =>
    document.head.append(Object.assign(document.createElement("link"), { rel: "modulepreload", href: `${to}/modulepreload` })),
  icon: (to) => document.head.append(Object.assign(document.createElement("link"), { rel: "icon", href: `${to}/icon` })),
  "style-import": (to) =>
    document.head.append(Object.assign(document.createElement("style"), { textContent: `@import url(${to}/style-import)` })),
  poster: (to) => document.body.append(Object.assign(document.createElement("video"), { poster: `${to}/poster` })),
  "svg-image": (to) => {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const image = document.createElementNS("http://www.w3.org/2000/svg", "image");
    image.setAttribute("href", `${to}/svg-image`);
    svg.append(image);
    document.body.append(svg);
  },
  font: (to) => new FontFace("far", `url(${to}/font)`).load(),
  audio: (to) => new Audio(`${to}/audio`).load(),
  frame: (to) => document.body.append(Object.assign(document.createElement("iframe"), { src: `${to}/frame` })),
  embed: (to) => document.body.append(Object.assign(document.createElement("embed"), { src: `${to}/embed` })),
  object: (to) => document.body.append(Object.assign(document.createElement("object"), { data: `${to}/object` })),
  form: (to) => {
    const form = Object.assign(document.createElement("form"), { action: `${to}/form`, method: "post", target: "_blank" });
    document.body.append(form);
    form.submit();
  },
  ping: (to) => {
    const link = Object.assign(document.createElement("a"), { href: "#", rel: "external", ping: `${to}/ping` });
    document.body.append(link);
    link.click();
  },
};

/**
 * Connections and look-ups made ahead: a name alone can carry data. They need a browser that does so, which not every one is set to.
 *
 * @param port of the trap's TCP side @param name looked up and never found
 */
export const ahead = (port: number, name: string): void => {
  for (const [rel, href] of [
    ["dns-prefetch", `http://${name}`],
    ["preconnect", `http://127.0.0.1:${port}`],
  ])
    document.head.append(Object.assign(document.createElement("link"), { rel, href }));
};

/** What a content policy leaves open, and only Connection-Allowlist closes. */
export const beyondContentPolicy: Readonly<Record<string, Channel>> = {
  "window-open": (to) => void window.open(`${to}/window-open`),
  navigation: (to) => {
    location.href = `${to}/navigation`;
  },
};

/** Takes the port of the trap's UDP side instead of its address. */
export const webrtc = async (port: number): Promise<void> => {
  const peer = new RTCPeerConnection({ iceServers: [{ urls: `stun:127.0.0.1:${port}` }] });
  peer.createDataChannel("data");
  await peer.setLocalDescription(await peer.createOffer());
};
