/**
 * @file A static server for the built app: its own files, on this computer only, with the headers of headers.mjs.
 *
 * It honours ranges and ETags so that an interrupted installation of a pack continues where it stopped, and answers any path that
 * names no file with index.html, so that a link to a screen opens that screen. It knows nothing of the app.
 */
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { headersFor } from "./headers.mjs";

/** @type {Readonly<Record<string, string>>} */
const types = {
  ".css": "text/css; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".jpg": "image/jpeg",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".onnx": "application/octet-stream",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
};

/** @typedef {(pathname: string) => Readonly<Record<string, string>>} HeadersOf */

const dist = fileURLToPath(new URL("../dist", import.meta.url));

/**
 * One satisfiable range, or nothing where the header asks for none or for several.
 *
 * @param {string | undefined} header
 * @param {number} size bytes
 * @returns {{ start: number, end: number } | "unsatisfiable" | undefined} both ends included
 */
export function parseRange(header, size) {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? "");
  if (!match || (match[1] === "" && match[2] === "")) return undefined;
  const start = match[1] === "" ? Math.max(0, size - Number(match[2])) : Number(match[1]);
  const end = match[1] === "" || match[2] === "" ? size - 1 : Math.min(Number(match[2]), size - 1);
  return start > end || start >= size ? "unsatisfiable" : { start, end };
}

/**
 * @param {string} root
 * @param {string} pathname
 * @returns {Promise<{ path: string, size: number, modified: number } | undefined>}
 */
async function findFile(root, pathname) {
  const path = resolve(root, `.${pathname}`);
  if (path !== root && !path.startsWith(root + sep)) return undefined;
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() ? { path, size: found.size, modified: found.mtimeMs } : undefined;
}

/**
 * @param {string} root
 * @param {HeadersOf} headersOf
 * @param {import("node:http").IncomingMessage} request
 * @param {import("node:http").ServerResponse} response
 */
async function answer(root, headersOf, request, response) {
  const { pathname: asked } = new URL(request.url ?? "/", "http://localhost");
  for (const [name, value] of Object.entries(headersOf(asked))) response.setHeader(name, value);
  if (request.method !== "GET" && request.method !== "HEAD") return void response.writeHead(405, { Allow: "GET, HEAD" }).end();

  const pathname = decodeURIComponent(asked);
  const isScreen = extname(pathname) === "";
  const file = (await findFile(root, pathname)) ?? (isScreen ? await findFile(root, "/index.html") : undefined);
  if (!file) return void response.writeHead(404, { "Content-Type": "text/plain; charset=utf-8" }).end("There is no such file.\n");

  const etag = `"${file.size.toString(16)}-${Math.trunc(file.modified).toString(16)}"`;
  const hashed = pathname.startsWith("/assets/");
  response.setHeader("Content-Type", types[extname(file.path)] ?? "application/octet-stream");
  response.setHeader("Cache-Control", hashed ? "public, max-age=31536000, immutable" : "no-cache");
  response.setHeader("ETag", etag);
  response.setHeader("Accept-Ranges", "bytes");
  if (request.headers["if-none-match"] === etag) return void response.writeHead(304).end();

  const condition = request.headers["if-range"];
  const range = condition === undefined || condition === etag ? parseRange(request.headers.range, file.size) : undefined;
  if (range === "unsatisfiable") return void response.writeHead(416, { "Content-Range": `bytes */${file.size}` }).end();
  const { start, end } = range ?? { start: 0, end: file.size - 1 };
  response.setHeader("Content-Length", end - start + 1);
  if (range) response.setHeader("Content-Range", `bytes ${start}-${end}/${file.size}`);
  response.writeHead(range ? 206 : 200);
  if (request.method === "HEAD" || file.size === 0) return void response.end();
  createReadStream(file.path, { start, end })
    .on("error", (error) => response.destroy(error))
    .pipe(response);
}

/**
 * Serves a folder on 127.0.0.1. A taken port moves on to the next; port 0 takes any free one.
 *
 * @param {{ root?: string, port?: number, headers?: Readonly<Record<string, string>> | HeadersOf }} [options] `headers` instead of ours
 * @returns {Promise<{ url: string, port: number, close(): Promise<void> }>}
 */
export async function serve({ root = dist, port = 0, headers = headersFor } = {}) {
  const headersOf = typeof headers === "function" ? headers : () => headers;
  const server = createServer((request, response) => {
    answer(root, headersOf, request, response).catch((error) => {
      if (response.headersSent) return response.destroy(error);
      response.writeHead(error instanceof URIError ? 400 : 500).end();
    });
  });
  for (let candidate = port; ; candidate++) {
    const refused = await new Promise((settle) => {
      server.once("error", settle).listen(candidate, "127.0.0.1", () => settle(undefined));
    });
    if (!refused) break;
    if (refused.code !== "EADDRINUSE" || candidate >= 65535) throw refused;
  }
  server.removeAllListeners("error");
  const address = /** @type {import("node:net").AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${address.port}`,
    port: address.port,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
