/**
 * @file The state of the library: which pictures are asked for, in what order, and which of them are selected.
 *
 * It owns no rows. What is asked for lives in the address, so that going back shows the same pictures again.
 */
import { useNavigate, useSearchParams } from "@solidjs/router";
import { createEffect, createMemo, createSignal, on, onCleanup, type Accessor } from "solid-js";
import { thumbnailId, type Mark, type Picture, type Stars } from "~/contracts/records";
import { pictureName } from "~/contracts/file-names";
import { hasTag } from "~/contracts/tags";
import { useServices } from "~/services/context";
import { failureWords } from "~/services/failure-words";
import { say } from "~/ui/overlay/toasts";
import { announce } from "~/ui/text/announce";
import { createMatching } from "./matching";
import { parseQuery, plain, type Misread } from "./query";
import type { Values } from "./suggest";
import { createThumbnails, type Thumbnails } from "./thumbnails";
import { createUndoing, type Step, type Undoing } from "./undoing";
import { createValues } from "./values";
import { words } from "./words";

export type MarkFilter = Mark | "none" | "all";
export type Order = keyof typeof words.filters.orders;

export const ORDERS = Object.keys(words.filters.orders) as readonly Order[];
const MARK_FILTERS: readonly MarkFilter[] = ["all", "keep", "maybe", "reject", "none"];

const SETTLE_MS = 400;

/** Of one frame, for preparing rows to be searched while nobody waits for them. */
const SLICE_MS = 6;

export interface Library {
  /** Undefined until storage has been read. */
  readonly all: Accessor<readonly Picture[] | undefined>;
  readonly shown: Accessor<readonly Picture[]>;
  readonly query: Accessor<string>;
  /** What of the query could not be read as it was typed. */
  readonly misread: Accessor<readonly Misread[]>;
  /** What its fields can be asked for. */
  readonly values: Values;
  readonly mark: Accessor<MarkFilter>;
  readonly who: Accessor<string>;
  /** Only pictures that carry it; empty for any. */
  readonly tagged: Accessor<string>;
  readonly order: Accessor<Order>;
  ask(part: { query?: string; mark?: MarkFilter; who?: string; tagged?: string; order?: Order }): void;
  clear(): void;
  nameOf(picture: Picture): string;
  /** By the picture's id. */
  readonly thumbnail: Thumbnails;
  readonly selected: Accessor<ReadonlySet<string>>;
  /** Selected pictures that are shown, in their order. */
  readonly chosen: Accessor<readonly Picture[]>;
  select(ids: readonly string[]): void;
  toggle(id: string): void;
  /** The picture looked at closely. */
  readonly open: Accessor<Picture | undefined>;
  show(id: string | undefined): void;
  /** The mark, or none where every one of them has it already. */
  setMark(pictures: readonly Picture[], mark: Mark): void;
  setStars(pictures: readonly Picture[], stars: Stars | null): void;
  /** Every tag of every picture, by alphabet. */
  readonly tags: Accessor<readonly string[]>;
  tag(pictures: readonly Picture[], tag: string): void;
  untag(pictures: readonly Picture[], tag: string): void;
  discard(pictures: readonly Picture[]): void;
  /** What was done to pictures since this screen was opened. */
  readonly undoing: Pick<Undoing, "canUndo" | "canRedo">;
  undo(): Promise<void>;
  redo(): Promise<void>;
  /** Their masters, which are made first where there are none yet. */
  save(pictures: readonly Picture[]): Promise<void>;
  /** Opens the studio with the look of this picture. */
  putBack(picture: Picture): void;
}

/** The newest come first as it is. */
const SORTS: Record<Exclude<Order, "newest">, (a: Picture, b: Picture) => number> = {
  oldest: (a, b) => a.createdAt - b.createdAt,
  stars: (a, b) => (b.stars ?? 0) - (a.stars ?? 0) || b.createdAt - a.createdAt,
  likeness: (a, b) => (b.likeness ?? -1) - (a.likeness ?? -1) || b.createdAt - a.createdAt,
};

export function createLibrary(): Library {
  const { pictures, personas, drafts, masters } = useServices();
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams<{
    q: string;
    mark: string;
    who: string;
    tag: string;
    order: string;
    picture: string;
  }>();
  const [query, setQuery] = createSignal(params.q ?? "");
  const [selected, setSelected] = createSignal<ReadonlySet<string>>(new Set());

  const { found, prepare } = createMatching();
  const names = createMemo(() => new Map((personas.all() ?? []).map(({ id, name }) => [id, name])));
  const plainNames = createMemo(() => new Map([...names()].map(([id, name]) => [id, plain(name)])));
  // Pictures of a persona that is being deleted are as good as gone.
  const all = createMemo(() =>
    personas.all() === undefined ? undefined : pictures.all()?.filter(({ personaId }) => names().has(personaId)),
  );
  const nameOf = (picture: Picture): string => names().get(picture.personaId) ?? "";
  createEffect(
    on(all, (rows) => {
      if (!rows) return;
      let timer: ReturnType<typeof setTimeout>;
      const slice = (): void => {
        const end = performance.now() + SLICE_MS;
        if (!prepare(rows, () => performance.now() > end)) timer = setTimeout(slice, SLICE_MS);
      };
      timer = setTimeout(slice);
      onCleanup(() => clearTimeout(timer));
    }),
  );
  const mark = (): MarkFilter => MARK_FILTERS.find((each) => each === params.mark) ?? "all";
  const who = (): string => params.who ?? "";
  const tags = createMemo(() => {
    const every = (all() ?? []).flatMap((picture) => picture.tags ?? []);
    return [...new Map(every.map((tag) => [tag.toLowerCase(), tag])).values()].toSorted((a, b) => a.localeCompare(b));
  });
  // A tag that nobody carries any more filters nothing away.
  const tagged = (): string => (params.tag !== undefined && hasTag(tags(), params.tag) ? params.tag : "");
  const order = (): Order => ORDERS.find((each) => each === params.order) ?? "newest";
  const asked = createMemo(() => parseQuery(query(), Date.now()));
  const shown = createMemo(() => {
    const [wanted, of, tag, { terms }, named, by] = [mark(), who(), tagged(), asked(), plainNames(), order()] as const;
    const answering = found(all() ?? [], terms, named);
    const filtered =
      wanted === "all" && of === "" && tag === ""
        ? answering
        : answering.filter(
            (picture) =>
              (wanted === "all" || (picture.mark ?? "none") === wanted) &&
              (of === "" || picture.personaId === of) &&
              (tag === "" || hasTag(picture.tags, tag)),
          );
    return by === "newest" ? filtered : filtered.toSorted(SORTS[by]);
  });
  const values = createValues({ all: () => all() ?? [], personas: () => [...names().values()], tags: () => tags() });
  const chosen = createMemo(() => (selected().size === 0 ? [] : shown().filter((picture) => selected().has(picture.id))));

  // The address follows the typing when it pauses.
  createEffect(
    on(
      query,
      (text) => {
        const timer = setTimeout(() => setParams({ q: text || undefined }, { replace: true }), SETTLE_MS);
        onCleanup(() => clearTimeout(timer));
      },
      { defer: true },
    ),
  );

  const ids = (list: readonly Picture[]): readonly string[] => list.map(({ id }) => id);
  const undoing = createUndoing();
  /** Gives every one of them back what it had. */
  const each = <Value>(
    list: readonly Picture[],
    had: (picture: Picture) => Value,
    give: (pictureIds: readonly string[], value: Value) => Promise<void>,
  ): (() => Promise<void>) => {
    const before = Map.groupBy(list, had);
    return async () => {
      for (const [value, of] of before) await give(ids(of), value);
    };
  };

  return {
    all,
    shown,
    query,
    misread: () => asked().misread,
    values,
    mark,
    who,
    tagged,
    order,
    ask({ query: text, mark: wanted, who: of, tagged: tag, order: sorted }) {
      if (text !== undefined) setQuery(text);
      setParams(
        {
          ...(wanted !== undefined && { mark: wanted === "all" ? undefined : wanted }),
          ...(of !== undefined && { who: of || undefined }),
          ...(tag !== undefined && { tag: tag || undefined }),
          ...(sorted !== undefined && { order: sorted === "newest" ? undefined : sorted }),
        },
        { replace: true },
      );
    },
    clear() {
      setQuery("");
      setParams({ q: undefined, mark: undefined, who: undefined, tag: undefined }, { replace: true });
    },
    nameOf,
    thumbnail: createThumbnails((list) => pictures.files(list.map(thumbnailId))),
    selected,
    chosen,
    select: (list) => setSelected(new Set(list)),
    toggle: (id) =>
      setSelected((now) => {
        const next = new Set(now);
        if (!next.delete(id)) next.add(id);
        return next;
      }),
    open: () => (params.picture === undefined ? undefined : all()?.find(({ id }) => id === params.picture)),
    show(id) {
      // Opening is a step that "back" takes back; walking and closing are not.
      setParams({ picture: id }, { replace: params.picture !== undefined });
    },
    setMark(list, wanted) {
      const next = list.every((picture) => picture.mark === wanted) ? null : wanted;
      undoing.take({
        says: words.steps.mark(next, list.length),
        run: () => pictures.mark(ids(list), next),
        undo: each(list, ({ mark: had }) => had, pictures.mark),
      });
      announce(words.said.mark(next));
    },
    setStars(list, stars) {
      undoing.take({
        says: words.steps.rate(stars, list.length),
        run: () => pictures.rate(ids(list), stars),
        undo: each(list, ({ stars: had }) => had ?? null, pictures.rate),
      });
      announce(words.said.rate(stars));
    },
    tags,
    tag(list, tag) {
      const bare = ids(list.filter((picture) => !hasTag(picture.tags, tag)));
      if (bare.length === 0) return;
      undoing.take({
        says: words.steps.tag(tag, bare.length),
        run: () => pictures.tag(bare, tag),
        undo: () => pictures.untag(bare, tag),
      });
    },
    untag(list, tag) {
      const carrying = ids(list.filter((picture) => hasTag(picture.tags, tag)));
      if (carrying.length === 0) return;
      undoing.take({
        says: words.steps.untag(tag, carrying.length),
        run: () => pictures.untag(carrying, tag),
        undo: () => pictures.tag(carrying, tag),
      });
    },
    discard(list) {
      const gone = ids(list);
      if (gone.length === 0) return;
      const step: Step = {
        says: words.steps.discard(gone.length),
        run: () => pictures.discard(gone),
        undo: () => pictures.restore(gone),
      };
      undoing.take(step);
      setSelected((now) => new Set([...now].filter((id) => !gone.includes(id))));
      say({
        text: words.said.discarded(gone.length),
        seconds: 10,
        action: {
          label: words.said.undo,
          run: () => void undoing.undo(step).then((undone) => undone && announce(words.said.restored(gone.length))),
        },
      });
    },
    undoing,
    async undo() {
      const step = await undoing.undo();
      if (step) announce(words.steps.undone(step.says));
    },
    async redo() {
      const step = await undoing.redo();
      if (step) announce(words.steps.redone(step.says));
    },
    async save(list) {
      const small = list.filter(({ master }) => master === undefined);
      if (small.length > 0) announce(words.said.enlarging(small.length));
      const failure = await masters.ensure(list);
      if (failure) say({ text: words.said.asDrawn(failureWords(failure).happened) });
      for (const picture of list)
        await pictures.save(
          picture.id,
          `${pictureName(nameOf(picture), picture.request.model.version, String(picture.seed))}.png`,
        );
    },
    putBack(picture) {
      drafts.putBack({ request: picture.request, seed: picture.seed, pictureId: picture.id });
      navigate(`/studio/${picture.personaId}`);
    },
  };
}
