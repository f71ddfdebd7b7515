import { readFileSync } from "node:fs";
import { resolveConfig } from "vite";
import { expect, test } from "vitest";
import { devHeaders, downloadHeaders, headers, headersFile, headersFor, hubsInUse } from "./headers.mjs";

const HUB = { name: "Hub", origin: "https://hub.example", delivery: ["https://*.cdn.example"] };

test("the file for static hosts says what the server says", () => {
  const file = readFileSync("public/_headers", "utf8");
  expect(file).toBe(headersFile());
  // One script has others, and its rule stands behind this one.
  const [everything = ""] = file.split("/assets/");
  const said = everything
    .split("\n")
    .flatMap((line) => [...line.matchAll(/^ {2}([\w-]+): (.+)$/g)].map(([, name, value]) => [name, value]));
  expect(Object.fromEntries(said)).toEqual(headers);
});

test("the dev server, the preview and the service worker take them from the same place", async () => {
  const { server, preview, define } = await resolveConfig({}, "serve");
  expect(server.headers).toEqual(devHeaders);
  expect(preview.headers).toEqual(headers);
  expect(define?.["__RESPONSE_HEADERS__"]).toBe(JSON.stringify(headers));
});

test("the dev server differs in its styles and its own socket alone, and neither leads to another host", () => {
  const { "Content-Security-Policy": ours = "", ...others } = headers;
  const { "Content-Security-Policy": dev = "", ...devOthers } = devHeaders;
  expect(devOthers).toEqual(others);
  const directives = ours.split("; ");
  const changed = dev.split("; ").filter((directive) => !directives.includes(directive));
  expect(changed).toEqual(["style-src 'self' 'unsafe-inline'", "connect-src 'self' ws://localhost:* ws://127.0.0.1:*"]);
});

test("only a hub that a pack lies at is let in", () => {
  const file: { path: string; from?: { origin: string } } = { path: "a" };
  const source = { origin: HUB.origin, repository: "a/b", commit: "0".repeat(40) };
  const used = (pack: object) => hubsInUse({ hubs: [HUB], packs: [pack as never] });
  expect(used({ files: [file] })).toEqual([]);
  expect(used({ files: [file], source })).toEqual([HUB]);
  const elsewhere = { ...file, from: { ...source, path: "a" } };
  expect(used({ files: [elsewhere] })).toEqual([HUB]);
  const parts = [{ id: "shared", files: [elsewhere] }];
  expect(hubsInUse({ hubs: [HUB], parts, packs: [{ files: [file] }] })).toEqual([]);
  expect(hubsInUse({ hubs: [HUB], parts, packs: [{ files: [file], includes: ["shared"] }] })).toEqual([HUB]);
});

test("one script may reach the hub and whom it redirects to; every other answer says what it always said", () => {
  const policy = downloadHeaders([HUB])["Content-Security-Policy"] ?? "";
  expect(policy.split("; ")).toContain("connect-src 'self' https://hub.example https://*.cdn.example");
  expect(headersFor("/assets/download-Ab_1-x.js", [HUB])).toEqual(downloadHeaders([HUB]));
  for (const path of ["/", "/models", "/assets/index-Ab1.js", "/service-worker.js", "/assets/download-Ab1.js/../index.js"])
    expect(headersFor(path, [HUB])).toEqual(headers);
  expect(headersFor("/assets/download-Ab1.js", [])).toEqual(headers);
});

test("the file for static hosts takes the common policy back before it sets the worker's", () => {
  const [, own = ""] = headersFile([HUB]).split("/assets/download-*\n");
  expect(own.split("\n").map((line) => line.trim().split(":")[0])).toEqual([
    "! Content-Security-Policy",
    "! Connection-Allowlist",
    "Content-Security-Policy",
    "Connection-Allowlist",
    "",
  ]);
  expect(headersFile([])).not.toContain("download");
});
