import { existsSync, readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { isPack, packBytes, parseManifest } from "../src/contracts/manifest.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const pages = [
  "README.md",
  "ARCHITECTURE.md",
  ...readdirSync(`${root}docs`, { recursive: true }).map((name) => `docs/${String(name)}`),
].filter((name) => name.endsWith(".md"));

const read = (page: string) => readFileSync(root + page, "utf8");
const isPath = (text: string) => /^(src|workers|tests|scripts|toolkit|docs|public|tsconfig|\.ci)\/[\w./-]*$/.test(text);

test.each(pages)("%s names only what exists", (page) => {
  const named = [
    ...read(page).matchAll(/`([^`\n]+)`|\]\(([^)#]+)\)|^((?:src|workers|toolkit|public|tests|scripts|docs)\/\S*) /gm),
  ]
    .map(([, code, link, tree]) => code ?? link ?? tree ?? "")
    .filter(isPath);
  expect(named.filter((path) => !existsSync(root + path))).toEqual([]);
});

test("README lists every pack and tool that is known, with its bytes, the memory it needs and its licence", () => {
  const json = (name: string) => JSON.parse(read(name)) as object;
  const known = json("models-manifest.json");
  const { packs: offered, tools } = parseManifest(known);
  const rows = read("README.md")
    .split("\n")
    .filter((line) => line.startsWith("| "));
  for (const pack of [...offered, ...tools]) {
    const row = rows.find((each) => each.startsWith(`| ${pack.name}`));
    const total = packBytes(pack);
    const size = total < 1e9 ? `${Math.round(total / 1e6)} MB` : `${(total / 1e9).toFixed(2)} GB`;
    const reads = !isPack(pack) ? "" : pack.reads === "drawings" ? "| drawn people " : "| photographs ";
    expect(row, pack.name).toContain(`${reads}| ${size}, `);
    expect(row, pack.name).toContain(`${(pack.needs.memory / 1e9).toFixed(1)} GB`);
    expect(row, pack.name).toContain(`| ${pack.licence.name}`);
  }
});

test("every sentence that a page quotes from a test is that test's name", () => {
  const quoted = pages.flatMap((page) =>
    [...read(page).matchAll(/`([^`]+)` › “([^”]+)”/g)].map(([, path = "", name = ""]) => ({ path, name })),
  );
  const wrong = quoted.filter(({ path, name }) => !existsSync(root + path) || !readFileSync(root + path, "utf8").includes(name));
  expect(wrong).toEqual([]);
});
