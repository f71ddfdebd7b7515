/** @file Pictures put together from shipped drawings, as somebody with scissors would: two on one sheet, or one far away. */
import type { Page } from "playwright-core";

export interface Piece {
  /** "mara/01" */
  readonly drawing: string;
  readonly left: number;
  readonly top: number;
  readonly width: number;
}

/** @param page any page of the app @returns a PNG with the pieces on plain paper */
export async function collage(page: Page, width: number, height: number, pieces: readonly Piece[]): Promise<Buffer> {
  const bytes = await page.evaluate(
    async (sheet) => {
      const canvas = new OffscreenCanvas(sheet.width, sheet.height);
      const context = canvas.getContext("2d")!;
      context.fillStyle = "#d8cfc0";
      context.fillRect(0, 0, sheet.width, sheet.height);
      for (const { drawing, left, top, width: across } of sheet.pieces) {
        const bitmap = await createImageBitmap(await (await fetch(`/samples/${drawing}.webp`)).blob());
        context.drawImage(bitmap, left, top, across, (across * bitmap.height) / bitmap.width);
      }
      return [...new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer())];
    },
    { width, height, pieces },
  );
  return Buffer.from(bytes);
}
