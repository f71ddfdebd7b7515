/**
 * @file The encoding worker's promise: pixels become files.
 *
 * A browser encodes a canvas on the thread that asks. This is a thread of its own, so that the one that draws goes on meanwhile.
 */

/** Of RGBA pixels, row by row. Their buffer changes hands. */
export interface PixelSize {
  readonly width: number;
  readonly height: number;
}

export interface EncodedImage {
  readonly bytes: ArrayBuffer;
  readonly type: string;
}

export interface EncodedPicture {
  readonly image: EncodedImage;
  readonly thumbnail: EncodedImage;
}

export interface EncodeApi {
  /** Both files of a picture that is kept, as `png` and `thumbnail` make them. */
  picture(size: PixelSize, rgba: ArrayBuffer, text: string): Promise<EncodedPicture>;
  /** The same of a picture that nobody holds as numbers; the bitmap changes hands. */
  bitmap(bitmap: ImageBitmap, text: string): Promise<EncodedPicture>;
  /** PNG carrying `text` in a chunk named `likeness`. */
  png(size: PixelSize, rgba: ArrayBuffer, text: string): Promise<EncodedImage>;
  /** Small enough for a list of many. */
  thumbnail(size: PixelSize, rgba: ArrayBuffer): Promise<EncodedImage>;
}
