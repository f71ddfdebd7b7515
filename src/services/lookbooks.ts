/**
 * @file Lookbooks: ordered, captioned selections of pictures.
 *
 * Pages name pictures by id. A picture in the trash keeps its page, so that restoring it brings the page back; one that is gone for good
 * takes its page with it (storage/lookbooks.ts).
 */
import type { Accessor } from "solid-js";
import type { Lookbook, LookbookPage } from "~/contracts/records";
import { createLiveRows } from "~/platform/live";
import { newId } from "~/storage/ids";
import { changeBook } from "~/storage/lookbooks";
import { guarded } from "~/storage/storage-failure";
import { openVault } from "~/storage/vault-db";
import type { Vault } from "./vault";

export interface Lookbooks {
  /** Newest first; undefined until storage has been read. */
  readonly all: Accessor<readonly Lookbook[] | undefined>;
  byId(id: string): Lookbook | undefined;
  /** @returns the book's id */
  create(name: string, pictureIds: readonly string[]): Promise<string>;
  rename(id: string, name: string): Promise<void>;
  /** At the end, in the order given; those that are in it already stay where they are. */
  add(id: string, pictureIds: readonly string[]): Promise<void>;
  /** Takes the page out. @returns puts it back where it was, with its caption */
  takeOut(id: string, pictureId: string): Promise<() => Promise<void>>;
  /** Puts the page where the other one is. */
  move(id: string, pictureId: string, toPictureId: string): Promise<void>;
  write(id: string, pictureId: string, words: Partial<Pick<LookbookPage, "caption" | "alt">>): Promise<void>;
  /** Hides the book at once and erases it ten seconds later, or at the next start. @returns takes it back, while there is time */
  remove(id: string): Promise<() => Promise<void>>;
}

const UNDO_MS = 10_000;

export const MAX_CAPTION_CHARACTERS = 2200;
export const MAX_ALT_CHARACTERS = 1000;

const pageOf = (pictureId: string): LookbookPage => ({ pictureId, caption: "", alt: null });

const withPages = (book: Lookbook, pictureIds: readonly string[]): Lookbook => {
  const here = new Set(book.pages.map((page) => page.pictureId));
  return { ...book, pages: [...book.pages, ...[...new Set(pictureIds)].filter((id) => !here.has(id)).map(pageOf)] };
};

const moved = (pages: readonly LookbookPage[], from: number, to: number): readonly LookbookPage[] => {
  const page = pages[from];
  return page && to >= 0 ? pages.toSpliced(from, 1).toSpliced(to, 0, page) : pages;
};

export function createLookbooks(vault: Vault): Lookbooks {
  const database = openVault(vault.id);
  const change = (id: string, step: (book: Lookbook) => Lookbook): Promise<void> => changeBook(vault.id, id, step);
  const changePages = (id: string, step: (pages: readonly LookbookPage[]) => readonly LookbookPage[]): Promise<void> =>
    change(id, (book) => ({ ...book, pages: step(book.pages) }));
  const erasures = new Map<string, ReturnType<typeof setTimeout>>();

  const eraseAfter = (id: string, milliseconds: number): void => {
    const erase = async (): Promise<void> => {
      erasures.delete(id);
      await (await database).lookbooks.delete(id);
    };
    // A failed erasure keeps its mark and is repeated at the next start.
    erasures.set(
      id,
      setTimeout(() => void erase().catch(() => undefined), milliseconds),
    );
  };
  const settle = async (): Promise<void> => {
    const marked = await (await database).lookbooks.filter((book) => book.erasedAt !== undefined).toArray();
    for (const { id, erasedAt = 0 } of marked) eraseAfter(id, Math.max(0, erasedAt + UNDO_MS - Date.now()));
  };
  guarded(settle).catch(() => undefined);

  const all = createLiveRows(
    () => null,
    async () => {
      const books = await (await database).lookbooks.orderBy("createdAt").toArray();
      return books.filter((book) => book.erasedAt === undefined).toReversed();
    },
  );

  return {
    all,
    byId: (id) => all()?.find((book) => book.id === id),
    create: (name, pictureIds) =>
      guarded(async () => {
        const empty: Lookbook = { id: newId(), name, pages: [], createdAt: Date.now() };
        await (await database).lookbooks.add(withPages(empty, pictureIds));
        return empty.id;
      }),
    rename: (id, name) => change(id, (book) => ({ ...book, name })),
    add: (id, pictureIds) => change(id, (book) => withPages(book, pictureIds)),
    async takeOut(id, pictureId) {
      let taken: LookbookPage | undefined;
      let at = 0;
      await changePages(id, (pages) => {
        at = pages.findIndex((page) => page.pictureId === pictureId);
        taken = pages[at];
        return pages.filter((page) => page.pictureId !== pictureId);
      });
      return () =>
        changePages(id, (pages) =>
          !taken || pages.some((page) => page.pictureId === pictureId) ? pages : pages.toSpliced(at, 0, taken),
        );
    },
    move: (id, pictureId, toPictureId) =>
      changePages(id, (pages) => {
        const indexOf = (wanted: string): number => pages.findIndex((page) => page.pictureId === wanted);
        return moved(pages, indexOf(pictureId), indexOf(toPictureId));
      }),
    write: (id, pictureId, words) =>
      changePages(id, (pages) => pages.map((page) => (page.pictureId === pictureId ? { ...page, ...words } : page))),
    remove: (id) =>
      guarded(async () => {
        await change(id, (book) => ({ ...book, erasedAt: Date.now() }));
        eraseAfter(id, UNDO_MS);
        return async () => {
          clearTimeout(erasures.get(id));
          erasures.delete(id);
          await change(id, (book) => {
            const { erasedAt, ...kept } = book;
            return erasedAt === undefined ? book : kept;
          });
        };
      }),
  };
}
