import { existsSync, readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

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

test("every sentence that a page quotes from a test is that test's name", () => {
  const quoted = pages.flatMap((page) =>
    [...read(page).matchAll(/`([^`]+)` › “([^”]+)”/g)].map(([, path = "", name = ""]) => ({ path, name })),
  );
  const wrong = quoted.filter(({ path, name }) => !existsSync(root + path) || !readFileSync(root + path, "utf8").includes(name));
  expect(wrong).toEqual([]);
});
