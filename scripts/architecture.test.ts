import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { drawMap, faults, importsOf } from "./architecture.mjs";

const fixtures = fileURLToPath(new URL("__fixtures__", import.meta.url));

let root: string;

/** A project of its own: the planted violation, and a table of two packages. */
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "likeness-architecture-"));
  cpSync(join(fixtures, "architecture"), root, { recursive: true });
});

afterEach(() => rmSync(root, { recursive: true }));

const write = (path: string, code: string): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), code);
};

describe("the architecture check", () => {
  test("catches the planted upward arrow", () => {
    expect(faults(root)).toEqual(["src/engine/upward.ts imports ~/services/jobs; engine may not import services"]);
  });

  test.each([
    ["a type", `import type { Jobs } from "~/services/jobs";`],
    ["a re-export", `export * from "~/services/jobs";`],
    ["import()", `export const load = () => import("../services/jobs.ts");`],
    ["an import type", `export type Jobs = import("~/services/jobs").Jobs;`],
    ["new URL", `export const url = new URL("../services/jobs.ts", import.meta.url);`],
  ])("sees %s", (_, code) => {
    write("src/engine/upward.ts", code);
    expect(faults(root)).toHaveLength(1);
  });

  test("keeps features apart, and workers", () => {
    write("src/engine/upward.ts", `export const one = 1;`);
    write(
      "src/features/studio/Studio.tsx",
      `import { Library } from "../library/Library.tsx"; export const Studio = () => <Library />;`,
    );
    write("workers/export/main.ts", `import "../inference/main.ts";`);
    expect(faults(root)).toEqual([
      "src/features/studio/Studio.tsx imports ../library/Library.tsx; features do not import each other",
      "workers/export/main.ts imports ../inference/main.ts; workers do not import each other",
    ]);
  });

  test("lets only threads name a worker, and only by its address", () => {
    write("src/engine/upward.ts", `export const one = 1;`);
    write("src/threads/spawn.ts", `export const worker = new URL("../../workers/export/main.ts", import.meta.url);`);
    write("src/services/jobs.ts", `import "../../workers/export/main.ts";`);
    expect(faults(root)).toEqual(["src/services/jobs.ts imports ../../workers/export/main.ts; services may not import workers"]);
  });

  test("holds each package to its room", () => {
    write("src/engine/upward.ts", `import Dexie from "dexie"; import lodash from "lodash"; export { Dexie, lodash };`);
    expect(faults(root)).toEqual([
      "src/engine/upward.ts imports dexie; only storage may",
      "src/engine/upward.ts imports lodash, which docs/dependencies.md does not list",
    ]);
  });

  test("wants a reason for every package", () => {
    write("src/engine/upward.ts", `import "~/contracts/failure";`);
    write("package.json", JSON.stringify({ dependencies: { dexie: "4.4.7", lodash: "4.17.21" } }));
    expect(faults(root)).toEqual(["docs/dependencies.md gives no reason for lodash"]);
  });

  test("does not pass because it read nothing", () => {
    rmSync(join(root, "src"), { recursive: true });
    mkdirSync(join(root, "src"));
    expect(faults(root)).toEqual(["no import was read"]);
  });

  test("draws an arrow per pair of rooms", () => {
    write("src/threads/spawn.ts", `import "~/contracts/failure"; new URL("../../workers/export/main.ts", import.meta.url);`);
    write("src/engine/upward.ts", `export const one = 1;`);
    expect(drawMap(root).split("\n")).toEqual([
      "```mermaid",
      "graph TD",
      "  threads --> contracts",
      "  threads -.-> workers",
      "```",
    ]);
  });

  test("reads the real project", () => {
    const code = readFileSync(fileURLToPath(new URL("../src/app/main.tsx", import.meta.url)), "utf8");
    expect(importsOf(code, "src/app/main.tsx").map(({ specifier }) => specifier)).toContain("solid-js/web");
  });
});
