/**
 * @file Pictures made so far, and images by id for the screen.
 *
 * Lists are rows; bytes are read only for an image that is shown and released with it.
 */
import type { Accessor } from "solid-js";
import type { Mark, Picture } from "~/contracts/records";

export interface Pictures {
  /** Newest first; of one persona, or all when the key is null. */
  of(personaId: Accessor<string | null>): Accessor<readonly Picture[] | undefined>;
  mark(pictureId: string, mark: Mark | null): Promise<void>;
  remove(pictureId: string): Promise<void>;
  /** Object URL of a stored image or thumbnail (`thumbnailId(id)`), revoked with the owner; undefined until read, null when there is none. */
  image(id: Accessor<string | null | undefined>): Accessor<string | null | undefined>;
  bytes(id: string): Promise<{ readonly bytes: ArrayBuffer; readonly type: string } | null>;
}
