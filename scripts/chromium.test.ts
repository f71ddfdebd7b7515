/** Each search runs in a process of its own, with a path and folders that were made for it. */
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { noChromium, wellKnown } from "./chromium.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Not every system can be told that it has no browser. */
const elsewhere = wellKnown.find(existsSync);
const isPackaged = process.platform === "linux" && process.arch === "x64";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "likeness-chromium-test-"));
  for (const name of ["bin", "other", "tmp", "playwright"]) mkdirSync(join(folder, name));
  // Where something is unpacked to: no folder, so that nothing can be.
  writeFileSync(join(folder, "no-tmp"), "");
});

afterEach(() => rmSync(folder, { recursive: true }));

/** Something that starts, or does not. */
function place(path: string, starts = true): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `#!/bin/sh\nexit ${starts ? 0 : 1}\n`);
  chmodSync(file, 0o755);
  return file;
}

interface Searched {
  readonly executablePath?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly said: string;
  readonly status: number | null;
}

/** Only what is named here is known to the process. */
function run(script: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const known = {
    PATH: join(folder, "bin"),
    TMPDIR: join(folder, "no-tmp"),
    PLAYWRIGHT_BROWSERS_PATH: join(folder, "playwright"),
  };
  return spawnSync(process.execPath, script, { cwd: root, encoding: "utf8", env: { ...known, ...env } });
}

function search(env: Readonly<Record<string, string>> = {}): Searched {
  const code = `import("./scripts/chromium.mjs").then(async ({ findChromium }) => console.log(JSON.stringify(await findChromium())))`;
  const { status, stdout, stderr } = run(["--eval", code], env);
  return { ...(status === 0 && (JSON.parse(stdout) as object)), said: stderr, status };
}

test("the one that CHROME_PATH names goes before an installed one, and an empty name is none", () => {
  const installed = place("bin/chromium");
  const named = place("named/my-browser");
  expect(search({ CHROME_PATH: named }).executablePath).toBe(named);
  expect(search({ CHROME_PATH: "" }).executablePath).toBe(installed);
});

test("a CHROME_PATH that names nothing that starts is said, and nothing else is taken", () => {
  place("bin/chromium");
  for (const named of [join(folder, "gone"), join(folder, "bin"), place("named/broken", false)]) {
    const { status, said } = search({ CHROME_PATH: named });
    expect(said).toContain(`CHROME_PATH names ${named}, which cannot be run.`);
    expect(status).toBe(1);
  }
});

test("of those on the path, the first that starts is taken", () => {
  const PATH = [join(folder, "bin"), "", join(folder, "other")].join(":");
  // A script that says how to install a browser, and a folder of that name.
  place("bin/chromium", false);
  mkdirSync(join(folder, "bin/google-chrome"));
  const installed = place("other/google-chrome");
  expect(search({ PATH }).executablePath).toBe(installed);
  const chromium = place("other/chromium");
  expect(search({ PATH }).executablePath).toBe(chromium);
});

// Unpacks 190 MB.
test("without an installed one, the npm-packaged one is taken, also where half of it was left", { timeout: 180_000 }, () => {
  const TMPDIR = join(folder, "tmp");
  const half = place("tmp/chromium", false);
  // Unpacks its libraries where the system lacks them.
  symlinkSync("/bin/tar", join(folder, "bin/tar"));
  const { executablePath, said } = search({ TMPDIR });
  expect(executablePath, said).toBe(elsewhere ?? (isPackaged ? half : undefined));
});

test("without any of these, Playwright's own is taken", () => {
  const code = `import("playwright-core").then(({ chromium }) => console.log(chromium.executablePath()))`;
  const own = run(["--eval", code]).stdout.trim();
  place(own.slice(folder.length));
  expect(search().executablePath).toBe(elsewhere ?? own);
});

test("with none at all, a sentence says what to do", () => {
  const { executablePath, said, status } = search();
  expect(executablePath).toBe(elsewhere);
  expect(status).toBe(elsewhere ? 0 : 1);
  if (!elsewhere) expect(said).toContain(isPackaged ? `${noChromium} That one cannot be unpacked: ` : noChromium);
});

test("npm test without a browser prints that sentence, counts one failure, and fails", () => {
  const { status, stdout, stderr } = run(["scripts/test.mjs"], { CHROME_PATH: join(folder, "gone") });
  expect(stderr).toMatch(/^CHROME_PATH names .*, which cannot be run\.\n$/);
  expect(stdout).toBe("0 passed, 1 failed\n");
  expect(status).toBe(1);
});
