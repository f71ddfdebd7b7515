/**
 * @file The one source of the headers that every response carries: pages, workers' scripts, data, and the service worker itself.
 *
 * Workers do not inherit the policy of the page that starts them, so there is no response without these. The static server, vite's
 * dev and preview servers, the service worker and public/_headers all take them from here.
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

/** The format that Netlify and Cloudflare Pages read. */
export function headersFile() {
  const lines = Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`);
  return ["/*", ...lines, ""].join("\n");
}

if (isMain(import.meta.url)) {
  const path = fileURLToPath(new URL("../public/_headers", import.meta.url));
  if (!process.argv.includes("--check")) writeFileSync(path, headersFile());
  else if (readFileSync(path, "utf8") !== headersFile()) {
    console.error("public/_headers differs from scripts/headers.mjs; run `node scripts/headers.mjs`");
    process.exitCode = 1;
  }
}
