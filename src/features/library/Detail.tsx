/**
 * @file One picture, large, with how it was drawn, where it comes from, and what can be done with it.
 */
import { createEffect, createSignal, For, on, Show } from "solid-js";
import { LAYER_KINDS } from "~/contracts/layers";
import { layerSaid, lookWords } from "~/contracts/look-words";
import type { Picture } from "~/contracts/records";
import { useServices } from "~/services/context";
import { SAMPLER_WORDS } from "~/services/drawing-words";
import { likenessWords } from "~/services/likeness-words";
import { Button, ButtonLink } from "~/ui/button/Button";
import { IconButton } from "~/ui/button/IconButton";
import { Stars } from "~/ui/field/Stars";
import { Dialog } from "~/ui/overlay/Dialog";
import { Frame } from "~/ui/picture/Frame";
import { Notice } from "~/ui/text/Notice";
import { atTime, turned } from "~/ui/text/numbers";
import { AddToBook } from "./AddToBook";
import { Compare } from "./Compare";
import styles from "./Detail.module.css";
import { isPlain, isTyping, markByKey } from "./keys";
import type { Library } from "./library";
import { Marks } from "./Marks";
import { Replay } from "./Replay";
import { Tags } from "./Tags";
import { Tree } from "./Tree";
import { words } from "./words";

interface Props {
  readonly library: Library;
  readonly picture: Picture;
}

/** Layers and own words, each with its name; what is off is left out. */
function Look(props: { readonly picture: Picture }) {
  const request = () => props.picture.request;
  const said = () => LAYER_KINDS.filter((kind) => layerSaid(request(), kind) !== "");
  const strength = (kind: string) => request().layers.find((layer) => layer.kind === kind)?.strength ?? 1;
  return (
    <dl class={styles["look"]}>
      <Show when={props.picture.look}>
        {(name) => (
          <div>
            <dt>{words.detail.called}</dt>
            <dd>{name()}</dd>
          </div>
        )}
      </Show>
      <Show when={request().prompt}>
        <div>
          <dt>{words.detail.own}</dt>
          <dd>{request().prompt}</dd>
        </div>
      </Show>
      <For each={said()}>
        {(kind) => (
          <div>
            <dt>{words.layerNames[kind]}</dt>
            <dd>
              {layerSaid(request(), kind)}
              <small>{words.detail.strength(strength(kind))}</small>
            </dd>
          </div>
        )}
      </For>
    </dl>
  );
}

function Facts(props: { readonly picture: Picture }) {
  const { masters, packs } = useServices();
  const leaves = (): string => {
    const { master, masterBy } = props.picture;
    if (master) return words.detail.leavesAt(master.width, master.height, masterBy);
    return words.detail.masters[masters.stateOf(props.picture)];
  };
  const nameOf = (toolId: string): string => packs.list()?.find(({ pack }) => pack.id === toolId)?.pack.name ?? toolId;
  const facts = (): readonly (readonly [string, string])[] => {
    const { request, likeness, seed, seconds, width, height, createdAt, origin, imported, tools = [] } = props.picture;
    const file: readonly (readonly [string, string])[] = origin ? [[words.detail.origin, origin.name]] : [];
    if (imported)
      return [
        ...file,
        [words.detail.likeness, likenessWords(likeness)],
        [words.detail.pixels, words.detail.sizeWords(width, height)],
        [words.detail.came, atTime(createdAt)],
      ];
    return [
      ...file,
      [words.detail.likeness, likenessWords(likeness)],
      [words.detail.seed, String(seed)],
      [words.detail.took, words.detail.tookWords(seconds)],
      [words.detail.quality, words.detail.qualityWords(request)],
      [words.detail.sampler, SAMPLER_WORDS[request.sampler]],
      [words.detail.identity, request.identityStrength.toFixed(2)],
      ...(request.pose?.yaw ? [[words.detail.turn, turned(request.pose.yaw)] as const] : []),
      [words.detail.version, words.detail.versionWords(request.model.version)],
      ...tools.map(({ id, revision }) => [nameOf(id), words.detail.toolWords(revision)] as const),
      [words.detail.size, words.detail.sizeWords(width, height)],
      [words.detail.master, leaves()],
      [words.detail.drawn, atTime(createdAt)],
    ];
  };
  return (
    <dl class={styles["facts"]}>
      <For each={facts()}>
        {([name, value]) => (
          <div>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        )}
      </For>
    </dl>
  );
}

export function Detail(props: Props) {
  const { pictures, lookbooks } = useServices();
  const [adding, setAdding] = createSignal(false);
  /** The picture that this one is compared with. */
  const [beside, setBeside] = createSignal<Picture>();
  const [replaying, setReplaying] = createSignal(false);
  let stage: HTMLDivElement | undefined;
  const url = pictures.image(() => props.picture.id);
  // A relative that was pressed is no longer there; the keys go on working.
  createEffect(
    on(
      () => props.picture.id,
      () => document.activeElement === document.body && stage?.focus(),
      { defer: true },
    ),
  );
  const name = () => props.library.nameOf(props.picture);
  const books = () => (lookbooks.all() ?? []).filter((book) => book.pages.some((page) => page.pictureId === props.picture.id));
  const neighbour = (by: 1 | -1): Picture | undefined => {
    const shown = props.library.shown();
    const at = shown.findIndex(({ id }) => id === props.picture.id);
    return at < 0 ? undefined : shown[at + by];
  };
  const walk = (by: 1 | -1): void => {
    const next = neighbour(by);
    if (next) props.library.show(next.id);
  };
  const discard = (): void => {
    const next = neighbour(1) ?? neighbour(-1);
    props.library.discard([props.picture]);
    props.library.show(next?.id);
  };
  const keys = (event: KeyboardEvent): void => {
    if (!isPlain(event) || isTyping(event) || adding() || replaying() || beside() !== undefined) return;
    if (event.key === "ArrowRight") walk(1);
    else if (event.key === "ArrowLeft") walk(-1);
    else if (event.key === "Delete") discard();
    else markByKey(event, props.library, [props.picture]);
  };

  return (
    <Dialog
      open
      full
      title={words.detail.title(name(), atTime(props.picture.createdAt))}
      first={() => stage}
      onClose={() => props.library.show(undefined)}
    >
      <div class={styles["detail"]} onKeyDown={keys}>
        {/* The focus is here first, so that single keys act at once. */}
        <div ref={stage} class={styles["stage"]} tabIndex={0} role="group" aria-label={words.grid.picture(props.picture, name())}>
          <Frame
            src={url()}
            alt={lookWords(props.picture.request) || name()}
            width={props.picture.width}
            height={props.picture.height}
            eager
            gone={words.gone.short}
          />
        </div>
        <div class={styles["side"]}>
          <div class={styles["walk"]}>
            <IconButton
              icon="back"
              label={words.detail.previous}
              disabled={neighbour(-1) === undefined}
              onClick={() => walk(-1)}
            />
            <IconButton icon="forward" label={words.detail.next} disabled={neighbour(1) === undefined} onClick={() => walk(1)} />
          </div>
          <Show when={url() === null}>
            <Notice
              tone="bad"
              title={words.gone.title}
              why={words.gone.why}
              action={
                <Button look="plain" onClick={() => props.library.putBack(props.picture)}>
                  {words.gone.again}
                </Button>
              }
            />
          </Show>
          <div class={styles["judge"]}>
            <Marks
              label={words.detail.marks}
              value={props.picture.mark}
              onPress={(mark) => props.library.setMark([props.picture], mark)}
            />
            <Stars
              label={words.detail.rate}
              say={words.stars}
              value={props.picture.stars ?? null}
              onChange={(stars) => props.library.setStars([props.picture], stars)}
            />
          </div>
          <div class={styles["verbs"]}>
            <Show
              when={props.picture.origin === undefined}
              fallback={
                <ButtonLink look="primary" wide icon="sliders" href={`/edit/${props.picture.id}`}>
                  {words.detail.edit}
                </ButtonLink>
              }
            >
              <Button look="primary" wide icon="undo" onClick={() => props.library.putBack(props.picture)}>
                {words.detail.restore}
              </Button>
              <p class={styles["hint"]}>{words.detail.restoreHint}</p>
            </Show>
            <div class={styles["more"]}>
              <Show when={props.picture.origin === undefined}>
                <ButtonLink look="quiet" icon="sliders" href={`/edit/${props.picture.id}`}>
                  {words.detail.edit}
                </ButtonLink>
              </Show>
              <Button look="quiet" icon="book" onClick={() => setAdding(true)}>
                {words.detail.add}
              </Button>
              <Button look="quiet" icon="redo" onClick={() => setReplaying(true)}>
                {props.picture.imported ? words.replay.openImported : words.replay.open}
              </Button>
              <Button look="quiet" icon="down" onClick={() => void props.library.save([props.picture])}>
                {words.detail.save}
              </Button>
              <Button look="quiet" icon="trash" onClick={discard}>
                {words.detail.discard}
              </Button>
            </div>
          </div>
          <Show when={!props.picture.imported}>
            <section>
              <h3 class={styles["heading"]}>{words.detail.look}</h3>
              <Look picture={props.picture} />
            </section>
          </Show>
          <section>
            <h3 class={styles["heading"]}>{words.tags.title}</h3>
            <Tags
              tags={props.picture.tags ?? []}
              known={props.library.tags()}
              onAdd={(tag) => props.library.tag([props.picture], tag)}
              onRemove={(tag) => props.library.untag([props.picture], tag)}
            />
          </section>
          <Tree library={props.library} picture={props.picture} onCompare={setBeside} />
          <section>
            <h3 class={styles["heading"]}>{props.picture.imported ? words.detail.cameIn : words.detail.facts}</h3>
            <Facts picture={props.picture} />
          </section>
          <Show when={books().length > 0}>
            <section>
              <h3 class={styles["heading"]}>{words.detail.books}</h3>
              <ul class={styles["books"]}>
                <For each={books()}>
                  {(book) => (
                    <li>
                      <a href={`/lookbooks/${book.id}`}>{book.name}</a>
                    </li>
                  )}
                </For>
              </ul>
            </section>
          </Show>
          <p class={styles["hint"]}>{words.detail.keys}</p>
        </div>
      </div>
      <Show when={beside()}>
        {(parent) => (
          <Compare library={props.library} pictures={[parent(), props.picture]} onClose={() => setBeside(undefined)} />
        )}
      </Show>
      <Show when={replaying()}>
        <Replay library={props.library} picture={props.picture} onClose={() => setReplaying(false)} />
      </Show>
      <AddToBook open={adding()} pictures={[props.picture]} onClose={() => setAdding(false)} />
    </Dialog>
  );
}
