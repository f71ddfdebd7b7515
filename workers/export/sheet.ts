/**
 * @file A contact sheet as one JPEG: its title, every print that has a file, and the words beneath each.
 */
import type { ContactSheet } from "~/contracts/export-api";
import { Failure } from "~/contracts/failure";
import { readBlob } from "~/storage/images";
import { layOut } from "./sheet-layout.ts";
import { withDisclosure } from "./xmp.ts";

const QUALITY = 0.92;
const [PAPER, INK, DIM] = ["#fdfcfa", "#241f1a", "#6a625a"];

/** Ends where the room does. */
function fitted(context: OffscreenCanvasRenderingContext2D, text: string, room: number): string {
  if (context.measureText(text).width <= room) return text;
  const letters = Array.from(text);
  while (letters.length > 1 && context.measureText(`${letters.join("")}…`).width > room) letters.pop();
  return `${letters.join("")}…`;
}

/** @throws Failure `picture-missing` where no print has a file */
export async function drawSheet(vaultId: string, { title, note, prints }: ContactSheet): Promise<Blob> {
  const read = await Promise.all(
    prints.map(async ({ pictureId, label }) => {
      const blob = await readBlob(vaultId, pictureId);
      return blob ? [{ label, bitmap: await createImageBitmap(new Blob([blob.bytes], { type: blob.type })) }] : [];
    }),
  );
  const there = read.flat();
  if (there.length === 0) throw new Failure("picture-missing", { pictureId: prints[0]?.pictureId ?? "" });
  const layout = layOut(there.map(({ bitmap }) => bitmap));
  const { margin, line } = layout;
  const canvas = new OffscreenCanvas(layout.width, layout.height);
  const context = canvas.getContext("2d")!;
  context.fillStyle = PAPER;
  context.fillRect(0, 0, layout.width, layout.height);
  context.textBaseline = "top";
  const say = (text: string, colour: string, font: string, x: number, y: number, room: number): void => {
    context.font = font;
    context.fillStyle = colour;
    context.fillText(fitted(context, text, room), x, y);
  };
  const whole = layout.width - 2 * margin;
  say(title, INK, `${1.2 * line}px Georgia, serif`, margin, margin, whole);
  say(note, DIM, `${0.55 * line}px system-ui, sans-serif`, margin, margin + 1.7 * line, whole);
  for (const [i, { label, bitmap }] of there.entries()) {
    const { x, y, width, height } = layout.prints[i]!;
    context.drawImage(bitmap, x, y, width, height);
    bitmap.close();
    say(label, INK, `${0.6 * line}px system-ui, sans-serif`, x, y + height + 0.35 * line, width);
  }
  const jpeg = await canvas.convertToBlob({ type: "image/jpeg", quality: QUALITY });
  return new Blob([withDisclosure(new Uint8Array(await jpeg.arrayBuffer()), "drawn")], { type: "image/jpeg" });
}
