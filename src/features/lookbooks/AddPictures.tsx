/**
 * @file Chooses pictures for a book: kept ones first, or any.
 */
import { createEffect, createSignal, For, on, Show } from "solid-js";
import { thumbnailId, type Picture } from "~/contracts/records";
import { useServices } from "~/services/context";
import { Button } from "~/ui/button/Button";
import { Segmented } from "~/ui/field/Segmented";
import { Icon } from "~/ui/icon/Icon";
import { Dialog } from "~/ui/overlay/Dialog";
import { Frame } from "~/ui/picture/Frame";
import { createNear } from "~/ui/picture/near";
import { atTime } from "~/ui/text/numbers";
import styles from "./AddPictures.module.css";
import type { Book } from "./book";
import { words } from "./words";

function Choice(props: {
  readonly picture: Picture;
  readonly name: string;
  readonly chosen: boolean;
  readonly onToggle: () => void;
}) {
  const { pictures } = useServices();
  const [near, watch] = createNear();
  const url = pictures.image(() => (near() ? thumbnailId(props.picture.id) : null));
  return (
    <li ref={watch}>
      <button
        class={styles["choice"]}
        type="button"
        aria-pressed={props.chosen}
        aria-label={words.add.picture(props.name, atTime(props.picture.createdAt))}
        onClick={() => props.onToggle()}
      >
        <Frame src={url()} alt="" width={props.picture.width} height={props.picture.height} />
        <Show when={props.chosen}>
          <span class={styles["tick"]}>
            <Icon name="check" />
          </span>
        </Show>
      </button>
    </li>
  );
}

interface Props {
  readonly book: Book;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onAdd: (pictureIds: readonly string[]) => void;
}

export function AddPictures(props: Props) {
  const [which, setWhich] = createSignal<"kept" | "all">("kept");
  /** In the order in which they were pressed, which is the order of the new pages. */
  const [chosen, setChosen] = createSignal<readonly string[]>([]);
  const others = () => (props.open ? props.book.others(which()) : []);
  createEffect(
    on(
      () => props.open,
      () => setChosen([]),
    ),
  );
  const toggle = (id: string): void => {
    setChosen((now) => (now.includes(id) ? now.filter((each) => each !== id) : [...now, id]));
  };
  return (
    <Dialog
      open={props.open}
      broad
      title={words.add.title}
      onClose={() => props.onClose()}
      actions={
        <Button
          look="primary"
          disabled={chosen().length === 0}
          onClick={() => {
            props.onAdd(chosen());
            props.onClose();
          }}
        >
          {words.add.add(chosen().length)}
        </Button>
      }
    >
      <Segmented
        label={words.add.which}
        hideLabel
        value={which()}
        segments={[
          { value: "kept", label: words.add.kept },
          { value: "all", label: words.add.all },
        ]}
        onChange={setWhich}
      />
      <Show
        when={others().length > 0}
        fallback={<p class={styles["none"]}>{which() === "kept" ? words.add.none : words.add.noneAtAll}</p>}
      >
        <ul class={styles["grid"]}>
          <For each={others()}>
            {(picture) => (
              <Choice
                picture={picture}
                name={props.book.nameOf(picture)}
                chosen={chosen().includes(picture.id)}
                onToggle={() => toggle(picture.id)}
              />
            )}
          </For>
        </ul>
      </Show>
    </Dialog>
  );
}
