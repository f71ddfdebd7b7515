import { readFileSync } from "node:fs";
import { resolveConfig } from "vite";
import { expect, test } from "vitest";
import { devHeaders, headers, headersFile } from "./headers.mjs";

test("the file for static hosts says what the server says", () => {
  const file = readFileSync("public/_headers", "utf8");
  expect(file).toBe(headersFile());
  const said = file
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
