/**
 * @file Reads the real imports, draws them into ARCHITECTURE.md, and fails where an arrow points up.
 *
 * What a room may import is the table below; which room may import which package is the table of docs/dependencies.md. Tests are
 * not read: they see what they test from outside.
 *
 *     node scripts/architecture.mjs            draw the map
 *     node scripts/architecture.mjs --check    fail on an upward arrow, an unlisted package, or an old map
 */
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join, posix, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { parseAst } from "vite";
import { isMain } from "./is-main.mjs";

/** @typedef {{ file: string, specifier: string, isUrl: boolean }} Import */

/** Rooms from the bottom up, and the rooms below that each may import. A room always may import itself. */
const rooms = /** @type {Readonly<Record<string, readonly string[]>>} */ ({
  contracts: [],
  engine: ["contracts"],
  storage: ["contracts"],
  threads: ["contracts"],
  runtime: ["contracts", "engine", "storage"],
  platform: ["contracts", "storage"],
  services: ["contracts", "engine", "storage", "threads", "platform"],
  ui: [],
  features: ["contracts", "engine", "services", "ui"],
  app: ["contracts", "engine", "storage", "threads", "platform", "services", "ui", "features"],
  workers: ["contracts", "engine", "storage", "threads", "runtime"],
});

/** Folders whose children are rooms of their own and never import each other. */
const divided = new Set(["features", "workers"]);

/** Data that any room may read. */
const data = new Set(["models-manifest.json"]);

/**
 * @param {string} path from the root, with forward slashes
 * @returns {{ room: string, part: string | undefined } | undefined}
 */
export function roomOf(path) {
  const [first, second, third] = path.split("/");
  const room = first === "src" ? second : first;
  if (room === undefined || !(room in rooms)) return undefined;
  return { room, part: divided.has(room) ? (first === "src" ? third : second) : undefined };
}

/**
 * Every module that a source names: imports, re-exports, import(), import types, and new URL(…, import.meta.url).
 *
 * @param {string} code
 * @param {string} file
 * @returns {Import[]}
 */
export function importsOf(code, file) {
  /** @type {Import[]} */
  const found = [];
  /** @param {any} node */
  const visit = (node) => {
    if (node === null || typeof node !== "object") return;
    if (Array.isArray(node)) return node.forEach(visit);
    const isUrl =
      node.type === "NewExpression" && node.callee?.name === "URL" && node.arguments[1]?.object?.type === "MetaProperty";
    const source = isUrl ? node.arguments[0] : (node.source ?? (node.type === "TSImportType" ? node.argument : undefined));
    const specifier = source?.value ?? source?.literal?.value;
    if (typeof specifier === "string") found.push({ file, specifier, isUrl });
    for (const value of Object.values(node)) visit(value);
  };
  visit(parseAst(code, { lang: file.endsWith("x") ? "tsx" : "ts" }).body);
  return found;
}

/**
 * @param {string} root
 * @returns {string[]} sources of src/ and workers/, from the root, with forward slashes
 */
function sources(root) {
  return ["src", "workers"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$|\.d\.ts$/.test(entry.name))
      .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join("/"))
      .toSorted(),
  );
}

/**
 * @param {Import} found
 * @returns {string | undefined} path from the root, or nothing for a package
 */
function resolve({ file, specifier }) {
  const path = specifier.replace(/\?.*$/, "");
  if (path.startsWith("~/")) return posix.join("src", path.slice(2));
  return path.startsWith(".") ? posix.join(dirname(file), path) : undefined;
}

/** @param {string} specifier */
const packageOf = (specifier) => specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");

/**
 * The table of docs/dependencies.md: package to rooms.
 *
 * @param {string} markdown
 * @returns {Map<string, string[]>}
 */
export function packageRooms(markdown) {
  const rows = markdown.matchAll(/^\| `([^`]+)` \| ([^|]+) \|/gm);
  return new Map([...rows].map(([, name = "", where = ""]) => [name, where.split(",").map((room) => room.trim())]));
}

/**
 * @param {Import} found
 * @param {ReadonlyMap<string, readonly string[]>} packages
 * @returns {string | undefined} what is wrong with it
 */
function fault(found, packages) {
  const from = roomOf(found.file);
  if (!from) return `${found.file} is in no room`;
  const target = resolve(found);
  const arrow = `${found.file} imports ${found.specifier}`;
  if (target === undefined) {
    const name = packageOf(found.specifier);
    const allowed = packages.get(name);
    if (!allowed) return `${arrow}, which docs/dependencies.md does not list`;
    const here = from.part && allowed.includes(`${from.room}/${from.part}`);
    return here || allowed.includes(from.room) ? undefined : `${arrow}; only ${allowed.join(", ")} may`;
  }
  if (data.has(target)) return undefined;
  const to = roomOf(target);
  if (!to) return `${arrow}, which is in no room`;
  if (found.isUrl && from.room === "threads" && to.room === "workers") return undefined;
  if (from.room === to.room) return from.part === to.part ? undefined : `${arrow}; ${from.room} do not import each other`;
  return rooms[from.room]?.includes(to.room) ? undefined : `${arrow}; ${from.room} may not import ${to.room}`;
}

/** @param {string} root */
export function readImports(root) {
  return sources(root).flatMap((file) => importsOf(readFileSync(join(root, file), "utf8"), file));
}

/**
 * Everything that breaks the rules below `root`, one sentence each.
 *
 * @param {string} root
 */
export function faults(root) {
  const packages = packageRooms(readFileSync(join(root, "docs/dependencies.md"), "utf8"));
  const { dependencies, devDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const installed = Object.keys({ ...dependencies, ...devDependencies });
  const imports = readImports(root);
  if (imports.length === 0) return ["no import was read"];
  return [
    ...imports.map((found) => fault(found, packages)).filter((sentence) => sentence !== undefined),
    ...installed.filter((name) => !packages.has(name)).map((name) => `docs/dependencies.md gives no reason for ${name}`),
    ...[...packages.keys()]
      .filter((name) => !installed.includes(name))
      .map((name) => `docs/dependencies.md lists ${name}, which is not installed`),
  ];
}

/**
 * @param {string} root
 * @returns {string} Mermaid, an arrow per pair of rooms
 */
export function drawMap(root) {
  /** @type {Set<string>} */
  const arrows = new Set();
  for (const found of readImports(root)) {
    const from = roomOf(found.file);
    const target = resolve(found);
    const to = target === undefined ? undefined : roomOf(target);
    if (from && to && from.room !== to.room) arrows.add(`  ${from.room} ${found.isUrl ? "-.->" : "-->"} ${to.room}`);
  }
  return ["```mermaid", "graph TD", ...[...arrows].toSorted(), "```"].join("\n");
}

const markers = /(?<=<!-- map -->\n)[\s\S]*?(?=<!-- \/map -->)/;

if (isMain(import.meta.url)) {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const path = join(root, "ARCHITECTURE.md");
  const page = readFileSync(path, "utf8");
  const drawn = page.replace(markers, `${drawMap(root)}\n`);
  if (!process.argv.includes("--check")) writeFileSync(path, drawn);
  else {
    const found = faults(root);
    if (drawn !== page) found.push("the map in ARCHITECTURE.md is old; run `npm run architecture`");
    for (const sentence of found) console.error(sentence);
    if (found.length > 0) process.exitCode = 1;
  }
}
