/** @file The pixels of stored pictures, and where two of them differ. */
import type { Page } from "playwright-core";

/** By levels of 0 to 255, the largest of a pixel's three colours. */
export interface Difference {
  /** The mean of the pixels that lie in the region, and the most of one that does not. */
  readonly inside: number;
  readonly outside: number;
}

/** Of the picture, as a polygon or the places that lie near a line; in its pixels. */
export interface Place {
  readonly points: readonly (readonly [number, number])[];
  /** How far around the line, or outside of the polygon, the region goes. */
  readonly around: number;
  /** Whether what the line encloses belongs to it. */
  readonly filled: boolean;
}

/** Wider ones are compared shrunk: a page has no room for two of millions of pixels. */
const WIDEST = 2048;

/**
 * @param a @param b two pictures of one size
 * @param place what may differ
 */
export const differenceOf = (page: Page, a: string, b: string, place: Place): Promise<Difference> =>
  page.evaluate(
    async ({ ids, widest, place: { points, around, filled } }) => {
      const settled = <Value>(request: IDBRequest<Value>): Promise<Value> =>
        new Promise((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(new Error(request.error?.message));
        });
      const names = (await indexedDB.databases()).map((database) => database.name ?? "");
      const database = await settled(indexedDB.open(names.find((each) => /^likeness-(?!packs$|keys$|ledger$)/.test(each)) ?? ""));
      const images: ImageData[] = [];
      let scale = 1;
      for (const id of ids) {
        const row = (await settled(database.transaction("blobs").objectStore("blobs").get(id))) as {
          bytes: ArrayBuffer;
          type: string;
        };
        const bitmap = await createImageBitmap(new Blob([row.bytes], { type: row.type }));
        scale = Math.min(1, widest / bitmap.width);
        const [width, height] = [Math.round(scale * bitmap.width), Math.round(scale * bitmap.height)];
        const context = new OffscreenCanvas(width, height).getContext("2d")!;
        context.drawImage(bitmap, 0, 0, width, height);
        bitmap.close();
        images.push(context.getImageData(0, 0, width, height));
      }
      database.close();
      const [first, second] = images as [ImageData, ImageData];
      const { width, height } = first;
      const region = new OffscreenCanvas(width, height).getContext("2d")!;
      region.scale(scale, scale);
      region.lineWidth = 2 * around;
      region.lineJoin = region.lineCap = "round";
      region.beginPath();
      for (const [k, [x, y]] of points.entries()) region[k === 0 ? "moveTo" : "lineTo"](x, y);
      if (filled) region.closePath();
      if (filled) region.fill();
      region.stroke();
      const belongs = region.getImageData(0, 0, width, height).data;
      let [sum, count, outside] = [0, 0, 0];
      for (let i = 0; i < belongs.length; i += 4) {
        let apart = 0;
        for (let c = i; c < i + 3; c++) apart = Math.max(apart, Math.abs(first.data[c]! - second.data[c]!));
        if (belongs[i + 3] === 0) outside = Math.max(outside, apart);
        else [sum, count] = [sum + apart, count + 1];
      }
      return { inside: sum / count, outside };
    },
    { ids: [a, b], widest: WIDEST, place },
  );
