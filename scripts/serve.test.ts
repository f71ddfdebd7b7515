import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { headers } from "./headers.mjs";
import { parseRange, serve } from "./serve.mjs";

let parent: string;
let server: Awaited<ReturnType<typeof serve>>;

beforeEach(async () => {
  parent = mkdtempSync(join(tmpdir(), "likeness-serve-"));
  const root = join(parent, "dist");
  mkdirSync(join(root, "packs"), { recursive: true });
  writeFileSync(join(parent, "secret.txt"), "secret");
  writeFileSync(join(root, "index.html"), "<p>shell</p>");
  writeFileSync(join(root, "packs/weights.onnx"), "0123456789");
  server = await serve({ root });
});

afterEach(async () => {
  await server.close();
  rmSync(parent, { recursive: true });
});

/** As it stands: fetch would tidy the path before it is sent. */
const rawStatus = (path: string) =>
  new Promise<number | undefined>((done) => {
    request({ port: server.port, host: "127.0.0.1", path }, (answer) => done(answer.resume().statusCode)).end();
  });

test("an address without a file opens the shell, one that names a missing file does not", async () => {
  expect(await (await fetch(`${server.url}/studio/ana`)).text()).toBe("<p>shell</p>");
  expect((await fetch(`${server.url}/assets/gone.js`)).status).toBe(404);
});

test("nothing above the folder is served", async () => {
  for (const path of ["/../secret.txt", "/%2e%2e/secret.txt", "/packs/..%2f..%2fsecret.txt", "/..\\secret.txt"])
    expect(await rawStatus(path), path).toBe(404);
  expect(await rawStatus("/%")).toBe(400);
});

test("a refusal carries the headers too", async () => {
  for (const path of ["/gone.js", "/%"]) {
    const answer = await fetch(server.url + path);
    expect(answer.headers.get("content-security-policy")).toBe(headers["Content-Security-Policy"]);
  }
  expect((await fetch(server.url, { method: "POST" })).status).toBe(405);
});

test("weights arrive in ranges, and not again where they have not changed", async () => {
  const url = `${server.url}/packs/weights.onnx`;
  const middle = await fetch(url, { headers: { Range: "bytes=2-4" } });
  expect([middle.status, middle.headers.get("content-range"), await middle.text()]).toEqual([206, "bytes 2-4/10", "234"]);
  expect((await fetch(url, { headers: { Range: "bytes=10-" } })).status).toBe(416);
  const etag = middle.headers.get("etag") ?? "";
  expect((await fetch(url, { headers: { "If-None-Match": etag } })).status).toBe(304);
  expect((await fetch(url, { method: "HEAD" })).headers.get("content-length")).toBe("10");
});

test("a taken port moves on", async () => {
  const second = await serve({ port: server.port });
  expect(second.port).toBeGreaterThan(server.port);
  await second.close();
});

test.each([
  ["bytes=0-", { start: 0, end: 9 }],
  ["bytes=8-99", { start: 8, end: 9 }],
  ["bytes=-3", { start: 7, end: 9 }],
  ["bytes=-99", { start: 0, end: 9 }],
  ["bytes=5-4", "unsatisfiable"],
  ["bytes=-0", "unsatisfiable"],
  ["bytes=-", undefined],
  ["bytes=0-1,3-4", undefined],
  ["lines=0-1", undefined],
  [undefined, undefined],
])("reads the range %s of ten bytes", (header, expected) => {
  expect(parseRange(header, 10)).toEqual(expected);
});
