/**
 * @file A stand-in of the model hub: a source that redirects to signed, expiring addresses of another host, which delivers.
 *
 * Addresses, statuses and headers are those that the hub was seen to use in 2026: `resolve/` answers 302, HEAD is refused, a part is 206 with
 * `content-range`, every answer may be read by any origin, an ETag is not the file's SHA-256, and `tree/` lists files in pages with the
 * SHA-256 of the large ones. It holds no bytes; contents.ts makes them. What goes wrong is ordered by troubles.ts.
 */
import { createHash, randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { contents, type Seed, sha256Of } from "./contents.ts";
import { type Asked, type Manner, type Trouble, Troubles } from "./troubles.ts";

export interface HubFile {
  /** `owner/name`. */
  readonly repository: string;
  readonly commit: string;
  readonly path: string;
  readonly bytes: number;
  /** Files of one length and one seed are the same. */
  readonly seed: Seed;
  /** Whether the hub keeps it apart and so knows its SHA-256; small files it does not. */
  readonly large: boolean;
}

export interface Hub {
  /** The source's origin. */
  readonly origin: string;
  /** The delivering host's origin. */
  readonly delivery: string;
  /** Every request so far, oldest first; reading empties it. */
  log(): readonly Asked[];
  /** Bytes of bodies that the delivering host has written, ever. */
  sent(): number;
  add(file: HubFile): void;
  order(trouble: Trouble): void;
  /** Every address signed so far is refused from now on. */
  expire(): void;
  /** No connection is held or taken until `back`. */
  away(): Promise<void>;
  back(): Promise<void>;
  /** Forgets files, troubles and the log. */
  reset(): void;
  close(): Promise<void>;
}

export interface HubOptions {
  /** What the delivering host sends in a second, all connections together. */
  readonly bytesPerSecond?: number;
  /** Entries in a page of the tree. */
  readonly pageSize?: number;
}

const RESOLVE = /^\/([^/]+\/[^/]+)\/resolve\/([^/]+)\/(.+)$/;
const TREE = /^\/api\/models\/([^/]+\/[^/]+)\/tree\/([^/?]+)$/;
const REVISION = /^\/api\/models\/([^/]+\/[^/]+)\/revision\/([^/]+)$/;
const SIGNED = /^\/([^/]+\/[^/]+)\/([^/]+)\/(.+)$/;
const CHUNK = 1 << 16;
const LATE_MS = 200;

const digest = (...words: readonly unknown[]): string => createHash("sha256").update(words.join("\n")).digest("hex");
/** The hub's own fingerprint of a file's contents; nothing of ours. */
const etagOf = (file: HubFile): string => `"${digest("xet", file.bytes, file.seed)}"`;
const sleep = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));

/** Until more may be written, or nobody is left to read it. */
const room = (response: ServerResponse): Promise<void> =>
  new Promise((done) => {
    const free = (): void => {
      response.off("drain", free).off("close", free);
      done();
    };
    response.on("drain", free).on("close", free);
  });

interface Range {
  readonly start: number;
  /** Included. */
  readonly end: number;
}

function rangeOf(request: IncomingMessage, bytes: number): Range & { readonly named: boolean } {
  const [, start, end] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? "") ?? [];
  if (start === undefined) return { start: 0, end: bytes - 1, named: false };
  return { start: Number(start), end: Math.min(end ? Number(end) : bytes - 1, bytes - 1), named: true };
}

async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

/** Starts both hosts on free ports of this computer. Whoever starts it closes it. */
export async function startHub({ bytesPerSecond = Infinity, pageSize = 2 }: HubOptions = {}): Promise<Hub> {
  const files = new Map<string, HubFile>();
  const troubles = new Troubles();
  let asked: Asked[] = [];
  let secret = randomUUID();
  let sendingUntil = 0;
  let sentBytes = 0;
  const sockets = new Set<Socket>();
  const keyOf = (repository: string, commit: string, path: string): string => `${repository}@${commit}/${path}`;

  function note(at: Asked["at"], request: IncomingMessage, path: string, status: number): void {
    const range = request.headers.range?.replace("bytes=", "") ?? "all";
    asked.push({ at, method: request.method ?? "", path, range, status });
  }

  /** Anybody may read the answer, and its headers. */
  const open = { "Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "*" };

  function refuse(response: ServerResponse, status: number, headers: Readonly<Record<string, string>> = {}): number {
    response.writeHead(status, { ...open, "Content-Type": "text/plain", ...headers }).end(`${status}\n`);
    return status;
  }

  function page(response: ServerResponse): number {
    response.writeHead(200, { ...open, "Content-Type": "text/html; charset=utf-8" }).end("<!doctype html><title>Sign in</title>");
    return 200;
  }

  /** Waits its turn on the line, which all connections share. */
  async function turn(bytes: number): Promise<void> {
    if (bytesPerSecond === Infinity) return;
    const now = performance.now();
    // A timer that was late is made up for.
    sendingUntil = Math.max(sendingUntil, now - LATE_MS) + (bytes / bytesPerSecond) * 1000;
    if (sendingUntil > now + 1) await sleep(sendingUntil - now);
  }

  async function send(response: ServerResponse, file: HubFile, { start, end }: Range, manner: Manner | undefined): Promise<void> {
    const limit = manner?.kind === "cut" || manner?.kind === "stall" ? manner.after : Infinity;
    let sent = 0;
    for (let at = start; at <= end && !response.destroyed; at += CHUNK) {
      const chunk = contents(file.seed, at, Math.min(at + CHUNK, end + 1));
      if (manner?.kind === "flip" && at <= manner.byte && manner.byte < at + chunk.length) chunk[manner.byte - at]! ^= 1;
      const allowed = chunk.subarray(0, Math.max(0, limit - sent));
      sent += allowed.length;
      sentBytes += allowed.length;
      await turn(allowed.length);
      if (allowed.length > 0 && !response.write(allowed) && !response.destroyed) await room(response);
      if (allowed.length < chunk.length) {
        // A body breaks off only once what came before has gone out.
        if (manner?.kind === "cut") setTimeout(() => response.destroy(), 20);
        return;
      }
    }
    response.end();
  }

  function deliver(file: HubFile, request: IncomingMessage, response: ServerResponse): number {
    const { start, end, named } = rangeOf(request, file.bytes);
    if (named && (start >= file.bytes || start > end)) return refuse(response, 416, { "Content-Range": `bytes */${file.bytes}` });
    const manner = troubles.meet("delivery", file.path, { start, end });
    if (manner?.kind === "status") return refuse(response, manner.status, manner.headers);
    if (manner?.kind === "page") return page(response);
    const isWhole = !named || manner?.kind === "whole";
    const by = manner?.kind === "shifted" ? manner.by : 0;
    const more = manner?.kind === "length" ? manner.by : 0;
    const range = isWhole ? { start: 0, end: file.bytes - 1 + more } : { start: start + by, end: end + by + more };
    const status = isWhole ? 200 : 206;
    const sent = manner?.kind === "changed" ? { ...file, seed: manner.seed } : file;
    response.writeHead(status, {
      ...open,
      "Content-Type": "application/octet-stream",
      "Content-Length": String(range.end - range.start + 1),
      "Accept-Ranges": "bytes",
      ETag: manner?.kind === "etag" ? manner.etag : etagOf(sent),
      ...(!isWhole && { "Content-Range": `bytes ${range.start}-${range.end}/${file.bytes}` }),
    });
    void send(response, sent, range, manner);
    return status;
  }

  const sign = (path: string, expires: number): string => digest(secret, path, expires);

  const deliverer = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://hub");
    const [, repository = "", commit = "", path = ""] = SIGNED.exec(pathname) ?? [];
    const file = files.get(keyOf(repository, commit, path));
    const expires = Number(searchParams.get("Expires"));
    const isSigned = searchParams.get("Signature") === sign(pathname, expires) && Date.now() < expires;
    const answer = (): number => {
      if (request.method !== "GET") return refuse(response, 405, { Allow: "GET" });
      if (!isSigned || !file) return refuse(response, 403);
      return deliver(file, request, response);
    };
    note("delivery", request, path, answer());
  });

  function tree(repository: string, commit: string, cursor: number, response: ServerResponse): number {
    const listed = [...files.values()].filter((file) => file.repository === repository && file.commit === commit);
    if (listed.length === 0) return refuse(response, 404);
    const next = cursor + pageSize;
    const entries = listed.slice(cursor, next).map((file) => ({
      type: "file",
      path: file.path,
      size: file.bytes,
      oid: digest("git", file.bytes, file.seed).slice(0, 40),
      ...(file.large && { lfs: { oid: sha256Of(file.seed, 0, file.bytes), size: file.bytes, pointerSize: 134 } }),
    }));
    const link = `<${origin}/api/models/${repository}/tree/${commit}?recursive=true&cursor=${next}>; rel="next"`;
    const headers = { ...open, "Content-Type": "application/json", ...(next < listed.length && { Link: link }) };
    response.writeHead(200, headers).end(JSON.stringify(entries));
    return 200;
  }

  /** What a branch stands for: the newest commit. */
  function named(repository: string, response: ServerResponse): number {
    const newest = [...files.values()].findLast((file) => file.repository === repository);
    if (!newest) return refuse(response, 404);
    response.writeHead(200, { ...open, "Content-Type": "application/json" }).end(JSON.stringify({ sha: newest.commit }));
    return 200;
  }

  function redirect(
    repository: string,
    commit: string,
    path: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): number {
    // It would have to be asked again at the host that delivers, which refuses too.
    if (request.method !== "GET") return refuse(response, 405, { Allow: "GET" });
    const file = files.get(keyOf(repository, commit, path));
    if (!file) return refuse(response, 404);
    const manner = troubles.meet("source", path, rangeOf(request, file.bytes));
    if (manner?.kind === "status") return refuse(response, manner.status, manner.headers);
    if (manner?.kind === "page") return page(response);
    const expires = Date.now() + 3_600_000;
    const signed = `/${repository}/${commit}/${path}`;
    const location = `${delivery}${signed}?Expires=${expires}&Signature=${sign(signed, expires)}`;
    response.writeHead(302, { ...open, Location: location, "X-Repo-Commit": commit }).end();
    return 302;
  }

  const source = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://hub");
    const [, repository = "", commit = "", path = ""] = RESOLVE.exec(pathname) ?? [];
    const listing = TREE.exec(pathname);
    const revision = REVISION.exec(pathname);
    if (revision) note("tree", request, "", named(revision[1]!, response));
    else if (listing) note("tree", request, "", tree(listing[1]!, listing[2]!, Number(searchParams.get("cursor")), response));
    else note("source", request, path, redirect(repository, commit, path, request, response));
  });

  for (const server of [source, deliverer])
    server.on("connection", (socket) => {
      sockets.add(socket);
      socket.once("close", () => sockets.delete(socket));
    });
  const ports = [await listen(source, 0), await listen(deliverer, 0)] as const;
  const [origin, delivery] = [`http://127.0.0.1:${ports[0]}`, `http://127.0.0.1:${ports[1]}`];

  async function away(): Promise<void> {
    const closing = [source, deliverer]
      .filter((server) => server.listening)
      .map((server) => {
        const closed = once(server, "close");
        server.close();
        return closed;
      });
    for (const socket of sockets) socket.destroy();
    await Promise.all(closing);
  }

  return {
    origin,
    delivery,
    log() {
      const before = asked;
      asked = [];
      return before;
    },
    sent: () => sentBytes,
    add: (file) => void files.set(keyOf(file.repository, file.commit, file.path), file),
    order: (trouble) => troubles.add(trouble),
    expire: () => void (secret = randomUUID()),
    away,
    async back() {
      await Promise.all([listen(source, ports[0]), listen(deliverer, ports[1])]);
    },
    reset() {
      files.clear();
      troubles.clear();
      asked = [];
    },
    close: away,
  };
}
