/**
 * @file One lookbook as the screen shows it: its pages with their pictures, and the verbs that change it.
 *
 * Pages whose picture lies in the trash are counted and left out; they come back with it.
 */
import { createMemo, type Accessor } from "solid-js";
import { suggestedAlt } from "~/contracts/look-words";
import type { Lookbook, LookbookPage, Picture } from "~/contracts/records";
import { useServices } from "~/services/context";
import { say } from "~/ui/overlay/toasts";
import { announce } from "~/ui/text/announce";
import { words } from "./words";

export interface ShownPage {
  readonly id: string;
  readonly page: LookbookPage;
  readonly picture: Picture;
  readonly persona: string;
  readonly suggested: string;
}

export interface Book {
  /** Undefined until storage has been read. */
  readonly pages: Accessor<readonly ShownPage[] | undefined>;
  readonly inTrash: Accessor<number>;
  /** Kept or all pictures that are not in it, newest first. */
  others(which: "kept" | "all"): readonly Picture[];
  nameOf(picture: Picture): string;
  /** By that many places; stops at the ends. */
  shift(pictureId: string, by: number): Promise<void>;
  moveTo(pictureId: string, toPictureId: string): Promise<void>;
  takeOut(pictureId: string): Promise<void>;
}

export function createBook(book: Accessor<Lookbook>): Book {
  const { lookbooks, pictures, personas } = useServices();
  const all = pictures.of(() => null);
  const byId = createMemo(() => new Map((all() ?? []).map((picture) => [picture.id, picture])));
  const nameOf = (picture: Picture): string => personas.byId(picture.personaId)?.name ?? "";
  const pages = createMemo(() =>
    all() === undefined
      ? undefined
      : book().pages.flatMap((page): ShownPage[] => {
          const picture = byId().get(page.pictureId);
          if (!picture) return [];
          const persona = nameOf(picture);
          return [{ id: page.pictureId, page, picture, persona, suggested: suggestedAlt(persona, picture.request) }];
        }),
  );
  const ids = (): readonly string[] => (pages() ?? []).map(({ id }) => id);

  const moveTo = async (pictureId: string, toPictureId: string): Promise<void> => {
    const to = ids().indexOf(toPictureId);
    if (pictureId === toPictureId || to < 0) return;
    await lookbooks.move(book().id, pictureId, toPictureId);
    announce(words.page.moved(to + 1, ids().length));
  };

  return {
    pages,
    inTrash: () => (pages() === undefined ? 0 : book().pages.length - ids().length),
    others: (which) =>
      (all() ?? []).filter((picture) => !ids().includes(picture.id) && (which === "all" || picture.mark === "keep")),
    nameOf,
    async shift(pictureId, by) {
      const to = ids()[ids().indexOf(pictureId) + by];
      if (to !== undefined) await moveTo(pictureId, to);
    },
    moveTo,
    async takeOut(pictureId) {
      const putBack = await lookbooks.takeOut(book().id, pictureId);
      say({ text: words.page.taken, seconds: 10, action: { label: words.book.undo, run: () => void putBack() } });
    },
  };
}
