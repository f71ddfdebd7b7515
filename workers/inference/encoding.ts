/**
 * @file Pictures as files, made on another thread. It starts with the first picture and ends with this one.
 */
import { transfer } from "comlink";
import type { EncodedImage, EncodedPicture } from "~/contracts/encode-api.ts";
import type { Raster } from "~/engine/image/raster.ts";
import { openEncode } from "~/threads/encode.ts";

const thread = openEncode();

/** The raster stays the caller's: its pixels are copied, which costs less than a millisecond. */
export const encodePicture = ({ width, height, data }: Raster, text: string): Promise<EncodedPicture> =>
  thread.call.picture({ width, height }, data.slice().buffer, text);

/** The bitmap changes hands. */
export const encodeBitmap = (bitmap: ImageBitmap, text: string): Promise<EncodedPicture> =>
  thread.call.bitmap(transfer(bitmap, [bitmap]), text);

export const encodePng = ({ width, height, data }: Raster, text: string): Promise<EncodedImage> =>
  thread.call.png({ width, height }, data.slice().buffer, text);

export const encodeThumbnail = ({ width, height, data }: Raster): Promise<EncodedImage> =>
  thread.call.thumbnail({ width, height }, data.slice().buffer);
