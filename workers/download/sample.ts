/**
 * @file The shipped sample people: an index beside their drawings, from this app's own origin.
 *
 * What arrives is only bytes: the intake decides whether they are images.
 */
import type { SampleFile } from "~/contracts/download-api";
import { Failure } from "~/contracts/failure";
import { addressOf } from "./address.ts";
import { PATIENCE } from "./patience.ts";
import { askPatiently } from "./tries.ts";

const NAME = /^[a-z0-9][a-z0-9-]*$/;
const FILE = /^[a-z0-9][a-z0-9._-]*$/i;

/** @returns the drawings' file names, in order */
export function parseIndex(value: unknown, file: string): readonly string[] {
  const drawings = typeof value === "object" && value !== null ? (value as { drawings?: unknown }).drawings : undefined;
  const isList = Array.isArray(drawings) && drawings.length > 0;
  if (!isList || !drawings.every((name) => typeof name === "string" && FILE.test(name)))
    throw new Failure("download-failed", { file, reason: "not-weights" });
  return drawings as string[];
}

/** @throws Failure `download-failed` */
export async function fetchSample(name: string): Promise<readonly SampleFile[]> {
  const slug = name.toLowerCase();
  const index = `samples/${slug}/index.json`;
  if (!NAME.test(slug)) throw new Failure("download-failed", { file: index, reason: "status", status: 404 });
  const answer = await askPatiently({ address: addressOf(index), file: index }, PATIENCE);
  const drawings = parseIndex(await answer.json().catch(() => null), index);
  return Promise.all(
    drawings.map(async (drawing) => {
      const file = `samples/${slug}/${drawing}`;
      const response = await askPatiently({ address: addressOf(file), file }, PATIENCE);
      const bytes = await response.arrayBuffer().catch((error: unknown) => {
        throw new Failure("download-failed", { file, reason: "offline" }, { cause: error });
      });
      return { name: drawing, bytes, type: response.headers.get("content-type") ?? "" };
    }),
  );
}
