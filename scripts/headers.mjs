/**
 * @file The one source of the headers that every response carries: pages, workers' scripts, data, and the service worker itself.
 *
 * Workers do not inherit the policy of the page that starts them, so there is no response without these. The static server, vite's
 * dev and preview servers, the service worker and public/_headers all take them from here.
 *
 * One response differs, and only while the manifest has a pack that lies at a hub: the script of the download worker may reach that hub.
 *
 *     node scripts/headers.mjs            write public/_headers
 *     node scripts/headers.mjs --check    fail where public/_headers says something else
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { isMain } from "./is-main.mjs";

const policy = {
  "default-src": "'none'",
  "script-src": "'self' 'wasm-unsafe-eval'",
  "style-src": "'self'",
  "img-src": "'self' blob: data:",
  "font-src": "'self'",
  "connect-src": "'self'",
  "worker-src": "'self'",
  "manifest-src": "'self'",
  "object-src": "'none'",
  "frame-src": "'none'",
  "base-uri": "'none'",
  "form-action": "'none'",
  "frame-ancestors": "'none'",
};

// Chromium knows no name for Bluetooth, and complains about names that it does not know.
const refused = ["camera", "microphone", "geolocation", "payment", "usb", "serial", "hid", "display-capture"];

/** The script that `vite.config.ts` names so. */
export const DOWNLOAD_SCRIPT = /^\/assets\/download-[\w-]+\.js$/;

/** @type {Readonly<Record<string, string>>} */
export const headers = {
  "Content-Security-Policy": Object.entries(policy)
    .map(([directive, sources]) => `${directive} ${sources}`)
    .join("; "),
  // Closes what a content policy cannot: WebRTC, navigation, opened windows. Chromium only; see docs/threat-model.md.
  "Connection-Allowlist": "(response-origin)",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Permissions-Policy": refused.map((feature) => `${feature}=()`).join(", "),
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
  "X-DNS-Prefetch-Control": "off",
};

/** @typedef {import("../src/contracts/pack-files.ts").Hub} Hub */

/**
 * The hubs that a pack of the manifest lies at. One that is listed and not used is not let in.
 *
 * @typedef {{ source?: { origin: string }, files: readonly { from?: { origin: string } }[], includes?: readonly string[] }} Listed
 * @param {{ hubs?: readonly Hub[], parts?: readonly { id: string, files: Listed["files"] }[], packs: readonly Listed[], tools?: readonly Listed[] }} manifest as its file has it
 * @returns {readonly Hub[]}
 */
export function hubsInUse({ hubs = [], parts = [], packs, tools = [] }) {
  const listed = [...packs, ...tools];
  const included = new Set(listed.flatMap(({ includes = [] }) => includes));
  const files = [...listed, ...parts.filter(({ id }) => included.has(id))].flatMap((each) => each.files);
  const used = new Set([...listed.map(({ source }) => source?.origin), ...files.map(({ from }) => from?.origin)]);
  return hubs.filter(({ origin }) => used.has(origin));
}

const manifest = JSON.parse(readFileSync(new URL("../models-manifest.json", import.meta.url), "utf8"));

/** @type {readonly Hub[]} */
export const hubs = hubsInUse(manifest);

/**
 * The headers of the download worker's script: the policy of everything else, and these hosts besides.
 *
 * @param {readonly Pick<Hub, "origin" | "delivery">[]} reached
 * @returns {Readonly<Record<string, string>>}
 */
export function downloadHeaders(reached) {
  if (reached.length === 0) return headers;
  const hosts = [...new Set(reached.flatMap(({ origin, delivery }) => [origin, ...delivery]))];
  return {
    ...headers,
    // It needs no style, no picture and no worker; WebAssembly is how it hashes.
    "Content-Security-Policy": `default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self' ${hosts.join(" ")}`,
    // A hub's answer is a redirect, and the content policy says where to.
    "Connection-Allowlist": `(response-origin ${hosts.map((host) => `"${host}/*"`).join(" ")});redirects=allow`,
  };
}

/**
 * The headers of the answer to this path.
 *
 * @param {string} pathname
 * @param {readonly Pick<Hub, "origin" | "delivery">[]} [reached]
 */
export const headersFor = (pathname, reached = hubs) => (DOWNLOAD_SCRIPT.test(pathname) ? downloadHeaders(reached) : headers);

/**
 * The headers of vite's dev server: its module client speaks over a WebSocket and puts styles into the page, which the built app
 * never does.
 *
 * @type {Readonly<Record<string, string>>}
 */
export const devHeaders = {
  ...headers,
  "Content-Security-Policy": `${headers["Content-Security-Policy"]}`
    .replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
    .replace("connect-src 'self'", "connect-src 'self' ws://localhost:* ws://127.0.0.1:*"),
};

/**
 * The format that Netlify and Cloudflare Pages read. Where two rules match, Cloudflare joins their values unless the first is taken back with
 * `!`; a host that does not know that sends both policies, and the download worker then reaches no hub.
 *
 * @param {readonly Hub[]} [reached]
 */
export function headersFile(reached = hubs) {
  /** @param {Readonly<Record<string, string>>} some */
  const lines = (some) => Object.entries(some).map(([name, value]) => `  ${name}: ${value}`);
  const { "Content-Security-Policy": policy = "", "Connection-Allowlist": allowlist = "" } = downloadHeaders(reached);
  const own = { "Content-Security-Policy": policy, "Connection-Allowlist": allowlist };
  const worker =
    reached.length === 0 ? [] : ["/assets/download-*", ...Object.keys(own).map((name) => `  ! ${name}`), ...lines(own)];
  return ["/*", ...lines(headers), ...worker, ""].join("\n");
}

if (isMain(import.meta.url)) {
  const path = fileURLToPath(new URL("../public/_headers", import.meta.url));
  if (!process.argv.includes("--check")) writeFileSync(path, headersFile());
  else if (readFileSync(path, "utf8") !== headersFile()) {
    console.error("public/_headers differs from scripts/headers.mjs; run `node scripts/headers.mjs`");
    process.exitCode = 1;
  }
}
