/**
 * The stand-in of the captioner (toolkit/standins/captioner.py), taken in from files, kept in parts and asked by the runtime that the
 * inference worker has.
 */
import { afterAll, expect, test } from "vitest";
import shipped from "../../models-manifest.json" with { type: "json" };
import text from "../../tests/golden/captioner.json?raw";
import { toyCaptions } from "../../tests/support/toy-captioner.ts";
import { importPack } from "../download/import.ts";
import { removePack } from "../download/packs.ts";
import { PATIENCE } from "../download/patience.ts";
import { type Captioner, parseManifest } from "~/contracts/manifest";
import { raster, type Raster } from "~/engine/image/raster";
import { openCaptioner, type OpenCaptioner } from "~/runtime/captioner";
import { sha256Hex } from "~/storage/sha256";

interface Golden {
  readonly side: number;
  readonly most: number;
  readonly cases: readonly {
    readonly slopes: readonly number[];
    /** What transformers says in single precision, and ONNX Runtime's native build with weights of eight bits. */
    readonly tokens: readonly number[];
    readonly eightBits: readonly number[];
  }[];
}

const golden = JSON.parse(text) as Golden;
const FOLDER = "/tests/fixtures/standins/captioner/";
const MANNER = { partBytes: 100_000, patience: PATIENCE };
/** Of a byte that is a letter of its own, in GPT-2's vocabulary, and of any other. */
const PLAIN = /^[\u0021-\u007e\u00a1-\u00ac\u00ae-\u00ff]$/;

const fetched = async (path: string) => new Uint8Array(await (await fetch(FOLDER + path)).arrayBuffer());

const opened: { tool: Captioner; captioner: OpenCaptioner }[] = [];

/** The shipped entry with the stand-in's files, which lie elsewhere below its folder. */
async function takenIn(id: string, where: (path: string) => string): Promise<OpenCaptioner> {
  const real = parseManifest(shipped).tools.find((each) => each.serves === "captions")!;
  const whole = await Promise.all(
    real.files.map(async ({ path }) => {
      const bytes = await fetched(where(path));
      const listed = { path, bytes: bytes.byteLength, sha256: await sha256Hex(bytes) };
      return { listed, file: new File([bytes], path.split("/").at(-1)!) };
    }),
  );
  const files = whole.map(({ listed }) => listed);
  const caption = { ...real.caption, most: golden.most };
  const tool: Captioner = { ...real, id, files, graphs: toyCaptions(real.graphs), caption };
  await removePack(id);
  const given = whole.map(({ file }) => file);
  const verdicts = await importPack(tool, given, () => undefined, new AbortController().signal, MANNER);
  expect(verdicts.map(({ state }) => state)).toEqual(files.map(() => "taken"));
  const captioner = await openCaptioner(tool);
  opened.push({ tool, captioner });
  return captioner;
}

afterAll(async () => {
  for (const { tool, captioner } of opened) {
    await captioner.release();
    await removePack(tool.id);
  }
});

/** The rule that the golden pictures were drawn by. */
function picture([a = 0, b = 0]: readonly number[]): Raster {
  const drawn = raster(golden.side, golden.side);
  for (let y = 0; y < drawn.height; y++)
    for (let x = 0; x < drawn.width; x++)
      for (let c = 0; c < 3; c++) drawn.data[4 * (y * drawn.width + x) + c] = (a * x + b * y + 60 * c) % 256;
  return drawn;
}

/** GPT-2 writes every byte as a letter: printable ones as themselves, the others as those from U+0100 on. */
function read(tokens: readonly number[], words: readonly string[]): string {
  const others = Array.from({ length: 256 }, (_, byte) => byte).filter((byte) => !PLAIN.test(String.fromCharCode(byte)));
  const byteOf = (letter: string): number => (PLAIN.test(letter) ? letter.charCodeAt(0) : others[letter.charCodeAt(0) - 256]!);
  const letters = tokens.map((token) => words[token]!).join("");
  return new TextDecoder().decode(Uint8Array.from(letters, byteOf)).trim();
}

const exact = (path: string): string => (path.startsWith("onnx/") ? `exact/${path.replace("_quantized", "")}` : path);

test.each([
  ["transformers, in single precision", "tokens", exact],
  ["ONNX Runtime's native build, with weights of eight bits", "eightBits", (path: string) => path],
] as const)("from what is stored alone, pictures are described as by %s", { timeout: 120_000 }, async (_, whose, where) => {
  const captioner = await takenIn(`captions-${whose}`, where);
  const vocabulary = JSON.parse(new TextDecoder().decode(await fetched("vocab.json"))) as Record<string, number>;
  const words: string[] = [];
  for (const [word, id] of Object.entries(vocabulary)) words[id] = word;
  const end = vocabulary["<|endoftext|>"]!;
  const said: string[] = [];
  for (const each of golden.cases) {
    said.push(await captioner.describe(picture(each.slopes)));
    const spoken = each[whose].filter((token) => token !== end);
    expect(said.at(-1)).toBe(read(spoken, words));
  }
  expect(new Set(said).size).toBe(golden.cases.length);
});
