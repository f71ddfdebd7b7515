/**
 * @file A Vite plugin that serves fixture weights well and badly, over real HTTP.
 *
 *     /fixture/<manner>/<length>.bin    the bytes of fixture-bytes.ts, in the manner asked for
 *     /fixture/log                      JSON: "<length>: <range>" of every request since the last time, in order
 *
 * Manners: ranges · whole (200 for everything) · short · long · html · missing · broken-once · dead · changed
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Plugin } from "vite";
import { fixtureBytes } from "./fixture-bytes.ts";

const PATH = /^\/fixture\/([a-z-]+)\/(\d+)\.bin$/;
const asked: string[] = [];
const broken = new Set<string>();

function answer(request: IncomingMessage, response: ServerResponse, manner: string, length: number): void {
  const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? "");
  asked.push(`${length}: ${range ? `${range[1]}-${range[2]}` : "all"}`);
  const key = `${manner}/${length}/${request.headers.range}`;
  if (manner === "dead" || (manner === "broken-once" && !broken.has(key))) {
    broken.add(key);
    request.socket.destroy();
    return;
  }
  if (manner === "missing") return void response.writeHead(404).end();
  if (manner === "html")
    return void response.writeHead(200, { "Content-Type": "text/html" }).end("<!doctype html><title>Home</title>");

  const whole = fixtureBytes(length);
  if (manner === "changed") whole[length - 1]! ^= 1;
  const isWhole = !range || manner === "whole";
  const start = isWhole ? 0 : Number(range[1]);
  const end = isWhole ? length - 1 : Number(range[2]);
  const cut = manner === "short" ? 1 : 0;
  const extra = manner === "long" ? 1 : 0;
  const body = Buffer.concat([whole.subarray(start, end + 1 - cut), Buffer.alloc(extra)]);
  const headers = { "Content-Type": "application/octet-stream", "Content-Range": `bytes ${start}-${end}/${length}` };
  response.writeHead(isWhole ? 200 : 206, headers).end(body);
}

export const fixtureServer = (): Plugin => ({
  name: "fixture-server",
  configureServer(server) {
    server.middlewares.use((request, response, next) => {
      const path = new URL(request.url ?? "/", "http://localhost").pathname;
      const match = PATH.exec(path);
      if (match) answer(request, response, match[1]!, Number(match[2]));
      else if (path === "/fixture/log") response.end(JSON.stringify(asked.splice(0)));
      else next();
    });
  },
});
