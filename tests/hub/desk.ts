/**
 * @file A Vite plugin that starts the stand-in hub beside the dev server and takes orders for it from tests that run in the browser.
 *
 * The desk is at the tests' own origin, so it can be spoken to while the hub is away.
 *
 *     POST /hub/<verb>    JSON in and out; at-the-desk.ts is its other end
 */
import type { IncomingMessage } from "node:http";
import type { Plugin } from "vite";
import { type Seed, sha256Of } from "./contents.ts";
import { type Hub, type HubFile, startHub } from "./hub.ts";
import type { Trouble } from "./troubles.ts";

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) text += chunk;
  return JSON.parse(text || "null");
}

async function serve(hub: Hub, verb: string, value: unknown): Promise<unknown> {
  switch (verb) {
    case "origin":
      return hub.origin;
    case "log":
      return hub.log();
    case "add": {
      const file = value as HubFile;
      hub.add(file);
      return sha256Of(file.seed, 0, file.bytes);
    }
    case "hash": {
      const { seed, start, end } = value as { seed: Seed; start: number; end: number };
      return sha256Of(seed, start, end);
    }
    case "order":
      return hub.order(value as Trouble);
    case "away":
      return hub.away();
    case "back":
      return hub.back();
    case "reset":
      return hub.reset();
    default:
      throw new Error(`the desk knows no ${verb}`);
  }
}

export const hubDesk = (): Plugin => {
  let started: Promise<Hub> | undefined;
  return {
    name: "hub-desk",
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const [, verb] = /^\/hub\/([a-z]+)$/.exec(request.url ?? "") ?? [];
        if (verb === undefined) return next();
        started ??= startHub();
        Promise.all([started, bodyOf(request)])
          .then(([hub, value]) => serve(hub, verb, value))
          .then(
            (answer) => response.end(JSON.stringify(answer ?? null)),
            (error: unknown) => response.writeHead(500).end(String(error)),
          );
      });
      server.httpServer?.once("close", () => void started?.then((hub) => hub.close()));
    },
  };
};
