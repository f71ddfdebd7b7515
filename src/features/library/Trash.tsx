/**
 * @file What was thrown away, with the days that are left, the way back, and the way out for good.
 */
import { createEffect, createSignal, For, on, Show } from "solid-js";
import { thumbnailId, type Picture } from "~/contracts/records";
import { useServices } from "~/services/context";
import { TRASH_DAYS } from "~/services/pictures";
import { Button } from "~/ui/button/Button";
import { IconButton } from "~/ui/button/IconButton";
import { Dialog } from "~/ui/overlay/Dialog";
import { Frame } from "~/ui/picture/Frame";
import { createNear } from "~/ui/picture/near";
import { announce } from "~/ui/text/announce";
import { BackLink } from "~/ui/text/BackLink";
import { atTime } from "~/ui/text/numbers";
import { Page } from "~/ui/text/Page";
import styles from "./Trash.module.css";
import { words } from "./words";

const DAY_MS = 24 * 60 * 60 * 1000;

function Thrown(props: { readonly picture: Picture; readonly onRestore: () => void; readonly onRemove: () => void }) {
  const { pictures, personas } = useServices();
  const [near, watch] = createNear();
  const url = pictures.image(() => (near() ? thumbnailId(props.picture.id) : null));
  const left = () => Math.ceil(((props.picture.deletedAt ?? 0) + TRASH_DAYS * DAY_MS - Date.now()) / DAY_MS);
  const label = () => words.trashed.picture(personas.byId(props.picture.personaId)?.name ?? "", atTime(props.picture.createdAt));
  return (
    <li ref={watch} class={styles["thrown"]}>
      <Frame src={url()} alt={label()} width={props.picture.width} height={props.picture.height} />
      <p class={styles["left"]}>{words.trashed.left(left())}</p>
      <div class={styles["ways"]}>
        <Button look="quiet" icon="undo" aria-label={`${words.trashed.restore}: ${label()}`} onClick={() => props.onRestore()}>
          {words.trashed.restore}
        </Button>
        <IconButton icon="trash" label={`${words.trashed.forever}: ${label()}`} onClick={() => props.onRemove()} />
      </div>
    </li>
  );
}

export default function Trash() {
  const { pictures } = useServices();
  const thrown = pictures.trashed();
  let list!: HTMLUListElement;
  /** What is asked about stays in the dialog's words while it closes. */
  const [asked, setAsked] = createSignal<readonly Picture[]>([]);
  const [asking, setAsking] = createSignal(false);
  const all = (): readonly Picture[] => thrown() ?? [];
  /** Where somebody was whose picture leaves. */
  let leaving: number | undefined;
  const leave = (gone: readonly Picture[]): readonly string[] => {
    leaving = all().findIndex(({ id }) => id === gone[0]?.id);
    return gone.map(({ id }) => id);
  };
  createEffect(
    on(
      () => all().length,
      (count) => {
        if (leaving === undefined) return;
        const next = list.children[Math.min(leaving, count - 1)];
        leaving = undefined;
        (next?.querySelector("button") ?? list).focus();
      },
    ),
  );
  const restore = async (back: readonly Picture[]): Promise<void> => {
    await pictures.restore(leave(back));
    announce(words.said.restored(back.length));
  };
  const ask = (about: readonly Picture[]): void => {
    setAsked([...about]);
    setAsking(true);
  };
  const remove = async (): Promise<void> => {
    const gone = asked();
    setAsking(false);
    await pictures.remove(leave(gone));
    announce(words.trashed.gone(gone.length));
  };
  return (
    <Show when={thrown()}>
      <Page
        title={words.trashed.title}
        lede={all().length > 0 ? words.trashed.lede(TRASH_DAYS) : words.trashed.empty}
        before={<BackLink href="/library">{words.trashed.back}</BackLink>}
        actions={
          <Show when={all().length > 0}>
            <Button look="plain" icon="undo" onClick={() => void restore([...all()])}>
              {words.trashed.restoreAll}
            </Button>
            <Button look="danger" icon="trash" onClick={() => ask(all())}>
              {words.trashed.emptyNow}
            </Button>
          </Show>
        }
      >
        <ul ref={list} class={styles["grid"]} aria-label={words.trashed.title} tabIndex={-1}>
          <For each={thrown()}>
            {(picture) => <Thrown picture={picture} onRestore={() => void restore([picture])} onRemove={() => ask([picture])} />}
          </For>
        </ul>
        <Dialog
          open={asking()}
          onClose={() => setAsking(false)}
          title={words.trashed.sure(asked().length)}
          description={words.trashed.sureBody}
          actions={
            <>
              <Button look="danger" icon="trash" onClick={() => void remove()}>
                {words.trashed.confirm}
              </Button>
              <Button look="quiet" onClick={() => setAsking(false)}>
                {words.trashed.cancel}
              </Button>
            </>
          }
        >
          {null}
        </Dialog>
      </Page>
    </Show>
  );
}
