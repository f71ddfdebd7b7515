/**
 * @file Pictures made so far, and images by id for the screen.
 *
 * Lists are rows; bytes are read only for an image that is shown and released with it.
 */
import { createEffect, createSignal, on, onCleanup, type Accessor } from "solid-js";
import type { Mark, Picture } from "~/contracts/records";
import { createLiveRows } from "~/platform/live";
import { deletePicture, readBlob } from "~/storage/images";
import { guarded } from "~/storage/storage-failure";
import { openVault } from "~/storage/vault-db";
import type { Vault } from "./vault";

export interface Pictures {
  /** Newest first; of one persona, or all when the key is null. */
  of(personaId: Accessor<string | null>): Accessor<readonly Picture[] | undefined>;
  mark(pictureId: string, mark: Mark | null): Promise<void>;
  remove(pictureId: string): Promise<void>;
  /** Object URL of a stored image or thumbnail (`thumbnailId(id)`), revoked with the owner; undefined until read, null when there is none. */
  image(id: Accessor<string | null | undefined>): Accessor<string | null | undefined>;
  bytes(id: string): Promise<{ readonly bytes: ArrayBuffer; readonly type: string } | null>;
}

export function createPictures(vault: Vault): Pictures {
  const database = openVault(vault.id);
  const bytes = async (id: string) => (await readBlob(vault.id, id)) ?? null;

  return {
    of: (personaId) =>
      createLiveRows(personaId, async (id) => {
        const { pictures } = await database;
        const rows = await (id === null ? pictures.toArray() : pictures.where("personaId").equals(id).toArray());
        return rows.sort((a, b) => b.createdAt - a.createdAt);
      }),
    mark: (pictureId, mark) =>
      guarded(async () => {
        await (await database).pictures.update(pictureId, { mark });
      }),
    remove: (pictureId) => deletePicture(vault.id, pictureId),
    image(id) {
      const [url, setUrl] = createSignal<string | null>();
      createEffect(
        on(id, (wanted) => {
          let made: string | undefined;
          let current = true;
          setUrl(undefined);
          onCleanup(() => {
            current = false;
            if (made) URL.revokeObjectURL(made);
          });
          if (!wanted) return;
          bytes(wanted).then(
            (blob) => {
              if (!current) return;
              made = blob ? URL.createObjectURL(new Blob([blob.bytes], { type: blob.type })) : undefined;
              setUrl(made ?? null);
            },
            () => current && setUrl(null),
          );
        }),
      );
      return url;
    },
    bytes,
  };
}
