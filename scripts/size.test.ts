import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, test } from "vitest";
import { longFiles, shellGzipBytes } from "./size.mjs";

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "likeness-size-"));
});

afterEach(() => rmSync(root, { recursive: true }));

test("a source of 501 lines is too long, data is not", () => {
  for (const name of ["long.ts", "long.json"]) writeFileSync(join(root, name), "\n".repeat(501));
  writeFileSync(join(root, "short.ts"), "\n".repeat(500));
  expect(longFiles(root)).toEqual(["long.ts has 501 lines; 500 are the limit"]);
});

test("the shell is the page, its styles, and every script it imports statically", () => {
  const files = {
    "index.html": `<script src="/assets/index.js"></script><link href="/assets/index.css">`,
    "assets/index.js": `import"./shared.js";import("./screen.js");`,
    "assets/shared.js": `console.log("shared")`,
    "assets/screen.js": `console.log("opened later")`,
    "assets/index.css": `a{color:red}`,
  };
  mkdirSync(join(root, "assets"));
  for (const [path, content] of Object.entries(files)) writeFileSync(join(root, path), content);
  const { "assets/screen.js": _later, ...shell } = files;
  const expected = Object.values(shell).reduce((sum, content) => sum + gzipSync(content).byteLength, 0);
  expect(shellGzipBytes(root)).toBe(expected);
});
