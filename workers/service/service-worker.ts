/**
 * @file Keeps the shell on this device, and gives every answer the headers of the server that is no longer asked.
 *
 * It precaches the built app and the ONNX Runtime files in use. Weights never pass through it: the download worker copies them into
 * IndexedDB and everything reads them there. A new version waits until a page says that nothing is being made.
 */
import { addPlugins, createHandlerBoundToURL, precacheAndRoute, type PrecacheEntry } from "workbox-precaching";
import { NavigationRoute, registerRoute } from "workbox-routing";
import { CacheFirst, NetworkOnly } from "workbox-strategies";
import type { WorkboxPlugin } from "workbox-core/types";
import { SETTLE } from "~/storage/ledger.ts";
import { counting, noteRequest, settled } from "./witness.ts";

declare const self: ServiceWorkerGlobalScope & { readonly __WB_MANIFEST: (PrecacheEntry | string)[] };

/** Written in by the build, from scripts/headers.mjs: what every answer carries, and what the download worker's script does. */
declare const __RESPONSE_HEADERS__: Readonly<Record<string, string>>;
declare const __DOWNLOAD_HEADERS__: Readonly<Record<string, string>>;
/** Origins that the download worker may ask. */
declare const __HUBS__: readonly string[];

const isDownloadScript = ({ url }: Request): boolean => new URL(url).pathname.startsWith("/assets/download-");
const isHub = (url: URL): boolean => __HUBS__.includes(url.origin);

// A cached answer keeps the headers it was stored with; these are the headers of this version.
const carryHeaders: WorkboxPlugin = {
  handlerWillRespond: ({ request, response }) => {
    const headers = new Headers(response.headers);
    const ours = isDownloadScript(request) ? __DOWNLOAD_HEADERS__ : __RESPONSE_HEADERS__;
    for (const [name, value] of Object.entries(ours)) headers.set(name, value);
    return Promise.resolve(new Response(response.body, { status: response.status, statusText: response.statusText, headers }));
  },
};

addPlugins([carryHeaders, counting]);
precacheAndRoute(self.__WB_MANIFEST);
registerRoute(new NavigationRoute(createHandlerBoundToURL("/index.html")));
registerRoute(
  ({ url, sameOrigin }) => sameOrigin && url.pathname.startsWith("/samples/"),
  new CacheFirst({ cacheName: "samples", plugins: [carryHeaders, counting] }),
);
// Everything else goes to the network as it would have gone by itself, and is counted on the way.
const passing = new NetworkOnly({ plugins: [counting] });
const ROUTED = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"] as const;
for (const method of ROUTED) registerRoute(({ url }) => !isHub(url), passing, method);
self.addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  // Methods that the router does not know, and would let pass unseen.
  if (!ROUTED.some((known) => known === method) && url.startsWith("http")) event.respondWith(passing.handle(event));
});

// What the download worker asks of a hub is not answered from here: this thread's policy lets it reach no other host. The download worker
// asks nothing while a proof is running, and tells the ledger what came.
self.addEventListener("fetch", (event) => {
  if (isHub(new URL(event.request.url))) event.waitUntil(noteRequest(event.request.url));
});

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("message", (event) => {
  if (event.data === "activate") void self.skipWaiting();
  if (event.data === SETTLE) event.waitUntil(settled().then(() => event.ports[0]?.postMessage(null)));
});
