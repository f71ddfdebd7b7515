/**
 * @file Pictures made so far, and images by id for the screen.
 *
 * Lists are rows; bytes are read only for an image that is shown and released with it. What is thrown away lies in the trash for
 * thirty days and is in no other list.
 */
import { createEffect, createSignal, on, onCleanup, type Accessor } from "solid-js";
import { Failure } from "~/contracts/failure";
import { masterId, type Mark, type Picture, type Stars, type Tally } from "~/contracts/records";
import { withoutTag, withTag } from "~/contracts/tags";
import { createLiveRows } from "~/platform/live";
import { saveFile } from "~/platform/save-file";
import { deletePictures, readBlob, readBlobs } from "~/storage/images";
import { guarded } from "~/storage/storage-failure";
import { openVault } from "~/storage/vault-db";
import { createCatalogue, type Catalogue } from "./catalogue";
import type { Vault } from "./vault";

export interface Pictures {
  /** Newest first; of one persona, or all when the key is null. */
  of(personaId: Accessor<string | null>): Accessor<readonly Picture[] | undefined>;
  /** Newest first; of everybody, for searching: see catalogue.ts. */
  readonly all: Catalogue["pictures"];
  /** What lies in the trash, the last thrown away first. */
  trashed(): Accessor<readonly Picture[] | undefined>;
  /** How much was ever drawn, the most first; pictures that are gone count too. */
  drawn(): Accessor<readonly Tally[] | undefined>;
  mark(pictureIds: string | readonly string[], mark: Mark | null): Promise<void>;
  rate(pictureIds: string | readonly string[], stars: Stars | null): Promise<void>;
  tag(pictureIds: readonly string[], tag: string): Promise<void>;
  untag(pictureIds: readonly string[], tag: string): Promise<void>;
  discard(pictureIds: readonly string[]): Promise<void>;
  restore(pictureIds: readonly string[]): Promise<void>;
  /** For good, with the pages of books that show them. */
  remove(pictureIds: readonly string[]): Promise<void>;
  /** Object URL of a stored image or thumbnail (`thumbnailId(id)`), revoked with the owner; undefined until read, null when there is none. */
  image(id: Accessor<string | null | undefined>): Accessor<string | null | undefined>;
  /** Hands the master to the browser's downloads, under this name; where there is none, the picture as it was drawn. */
  save(pictureId: string, name: string): Promise<void>;
  /** Stored images and thumbnails in the order of the ids; undefined where there is none. */
  files(ids: readonly string[]): Promise<readonly ({ readonly bytes: ArrayBuffer; readonly type: string } | undefined)[]>;
}

export const TRASH_DAYS = 30;

const DAY_MS = 24 * 60 * 60 * 1000;

const listOf = (ids: string | readonly string[]): readonly string[] => (typeof ids === "string" ? [ids] : ids);

export function createPictures(vault: Vault): Pictures {
  const database = openVault(vault.id);
  const bytes = async (id: string) => (await readBlob(vault.id, id)) ?? null;
  const change = (
    ids: readonly string[],
    modify: (picture: { -readonly [Key in keyof Picture]: Picture[Key] }) => void,
  ): Promise<void> =>
    guarded(async () => {
      await (
        await database
      ).pictures
        .where("id")
        .anyOf([...ids])
        .modify(modify);
    });

  /** What has lain in the trash for its time goes at the start. */
  const empty = async (): Promise<void> => {
    const before = Date.now() - TRASH_DAYS * DAY_MS;
    const { pictures } = await database;
    const old = await pictures.where("deletedAt").below(before).primaryKeys();
    if (old.length > 0) await deletePictures(vault.id, old);
  };
  // What could not be removed now is looked at again at the next start.
  guarded(empty).catch(() => undefined);

  return {
    all: createCatalogue(vault.id).pictures,
    of: (personaId) =>
      createLiveRows(personaId, async (id) => {
        const { pictures } = await database;
        const rows = await (id === null ? pictures.toArray() : pictures.where("personaId").equals(id).toArray());
        return rows.filter(({ deletedAt }) => deletedAt === undefined).sort((a, b) => b.createdAt - a.createdAt);
      }),
    trashed: () =>
      createLiveRows(
        () => null,
        async () => {
          const rows = await (await database).pictures.where("deletedAt").above(0).toArray();
          return rows.sort((a, b) => (b.deletedAt ?? 0) - (a.deletedAt ?? 0));
        },
      ),
    drawn: () =>
      createLiveRows(
        () => null,
        async () => (await (await database).tallies.toArray()).sort((a, b) => b.pictures - a.pictures),
      ),
    mark: (pictureIds, mark) =>
      change(listOf(pictureIds), (picture) => {
        picture.mark = mark;
      }),
    rate: (pictureIds, stars) =>
      change(listOf(pictureIds), (picture) => {
        if (stars === null) delete picture.stars;
        else picture.stars = stars;
      }),
    tag: (pictureIds, tag) =>
      change(pictureIds, (picture) => {
        picture.tags = withTag(picture.tags, tag);
      }),
    untag: (pictureIds, tag) =>
      change(pictureIds, (picture) => {
        picture.tags = withoutTag(picture.tags, tag);
      }),
    discard: (pictureIds) =>
      change(pictureIds, (picture) => {
        picture.deletedAt = Date.now();
      }),
    restore: (pictureIds) =>
      change(pictureIds, (picture) => {
        delete picture.deletedAt;
      }),
    remove: (pictureIds) => deletePictures(vault.id, pictureIds),
    async save(pictureId, name) {
      const file = (await bytes(masterId(pictureId))) ?? (await bytes(pictureId));
      if (!file) throw new Failure("picture-missing", { pictureId });
      saveFile(name, new Blob([file.bytes], { type: file.type }));
    },
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
    files: (ids) => readBlobs(vault.id, ids),
  };
}
