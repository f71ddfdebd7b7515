/**
 * @file What was thrown away, with the days that are left, the way back, and the way out for good.
 */
import { createSignal, For, Show } from "solid-js";
import { thumbnailId, type Picture } from "~/contracts/records";
import { useServices } from "~/services/context";
import { TRASH_DAYS } from "~/services/pictures";
import { Button } from "~/ui/button/Button";
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

function Thrown(props: { readonly picture: Picture }) {
  const { pictures, personas } = useServices();
  const [near, watch] = createNear();
  const url = pictures.image(() => (near() ? thumbnailId(props.picture.id) : null));
  const left = () => Math.ceil(((props.picture.deletedAt ?? 0) + TRASH_DAYS * DAY_MS - Date.now()) / DAY_MS);
  const label = () => words.trashed.picture(personas.byId(props.picture.personaId)?.name ?? "", atTime(props.picture.createdAt));
  const restore = async (): Promise<void> => {
    await pictures.restore([props.picture.id]);
    announce(words.said.restored(1));
  };
  return (
    <li ref={watch} class={styles["thrown"]}>
      <Frame src={url()} alt={label()} width={props.picture.width} height={props.picture.height} />
      <p class={styles["left"]}>{words.trashed.left(left())}</p>
      <Button look="quiet" icon="undo" aria-label={`${words.trashed.restore}: ${label()}`} onClick={() => void restore()}>
        {words.trashed.restore}
      </Button>
    </li>
  );
}

export default function Trash() {
  const { pictures } = useServices();
  const thrown = pictures.trashed();
  const [asking, setAsking] = createSignal(false);
  const count = () => (thrown() ?? []).length;
  const empty = async (): Promise<void> => {
    await pictures.remove((thrown() ?? []).map(({ id }) => id));
    setAsking(false);
  };
  return (
    <Show when={thrown()}>
      <Page
        title={words.trashed.title}
        lede={count() > 0 ? words.trashed.lede(TRASH_DAYS) : words.trashed.empty}
        before={<BackLink href="/library">{words.trashed.back}</BackLink>}
        actions={
          <Show when={count() > 0}>
            <Button look="danger" icon="trash" onClick={() => setAsking(true)}>
              {words.trashed.emptyNow}
            </Button>
          </Show>
        }
      >
        <ul class={styles["grid"]}>
          <For each={thrown()}>{(picture) => <Thrown picture={picture} />}</For>
        </ul>
        <Dialog
          open={asking()}
          onClose={() => setAsking(false)}
          title={words.trashed.sure(count())}
          description={words.trashed.sureBody}
          actions={
            <>
              <Button look="danger" icon="trash" onClick={() => void empty()}>
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
