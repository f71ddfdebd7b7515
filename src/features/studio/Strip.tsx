/**
 * @file The pictures of the latest shoot, side by side, and what can be done with the one on the stage.
 */
import { For, Show } from "solid-js";
import { readsPictures } from "~/contracts/abilities";
import { thumbnailId, type Picture } from "~/contracts/records";
import { useServices } from "~/services/context";
import { Button, ButtonLink } from "~/ui/button/Button";
import { IconButton } from "~/ui/button/IconButton";
import { Frame } from "~/ui/picture/Frame";
import { Icon } from "~/ui/icon/Icon";
import styles from "./Strip.module.css";
import type { Studio } from "./studio";
import { words as editWords } from "./edit/words";
import { Vary } from "./Vary";
import { words } from "./words";

function Thumb(props: {
  readonly picture: Picture;
  readonly label: string;
  readonly current: boolean;
  readonly onShow: () => void;
}) {
  const { pictures } = useServices();
  const url = pictures.image(() => thumbnailId(props.picture.id));
  return (
    <button
      class={styles["thumb"]}
      type="button"
      aria-label={props.label}
      aria-current={props.current ? "true" : undefined}
      onClick={() => props.onShow()}
    >
      <Frame src={url()} alt="" />
      <Show when={props.picture.mark === "keep"}>
        <span class={styles["kept"]}>
          <Icon name="check" />
          <span class="sr-only">{words.strip.kept}</span>
        </span>
      </Show>
      <Show when={props.picture.mark === "maybe"}>
        <span class={styles["maybe"]}>
          <Icon name="more" />
          <span class="sr-only">{words.strip.maybe}</span>
        </span>
      </Show>
    </button>
  );
}

interface ActionsProps {
  readonly studio: Studio;
  readonly picture: Picture;
  readonly varying: boolean;
  readonly onVary: () => void;
  readonly onReject: (picture: Picture) => void;
}

function Actions(props: ActionsProps) {
  const { pictures } = useServices();
  const url = pictures.image(() => props.picture.id);
  const parent = () => props.studio.pictures().find(({ id }) => id === props.picture.parentId);
  const file = () => `${props.studio.persona.name}-${props.picture.seed}.png`.replaceAll(/[^\p{L}\p{N}.-]+/gu, "-");
  return (
    <div class={styles["actions"]}>
      <Button
        look="quiet"
        icon="check"
        aria-pressed={props.picture.mark === "keep"}
        onClick={() => void props.studio.mark(props.picture.id, props.picture.mark === "keep" ? null : "keep")}
      >
        {props.picture.mark === "keep" ? words.strip.kept : words.strip.keep}
      </Button>
      <Button
        look="quiet"
        icon="more"
        aria-pressed={props.picture.mark === "maybe"}
        onClick={() => void props.studio.mark(props.picture.id, props.picture.mark === "maybe" ? null : "maybe")}
      >
        {words.strip.maybe}
      </Button>
      <Button look="quiet" icon="close" onClick={() => props.onReject(props.picture)}>
        {words.strip.reject}
      </Button>
      <Show when={readsPictures(props.studio.pack)}>
        <Button look="quiet" icon="edit" aria-expanded={props.varying} onClick={() => props.onVary()}>
          {words.strip.vary}
        </Button>
      </Show>
      <ButtonLink look="quiet" icon="sliders" href={`/edit/${props.picture.id}`}>
        {editWords.open}
      </ButtonLink>
      <Show when={parent()}>
        {(from) => (
          <Button look="quiet" icon="history" onClick={() => props.studio.show(from().id)}>
            {words.strip.from(from().seed)}
          </Button>
        )}
      </Show>
      <IconButton icon="undo" label={words.history.restore} onClick={() => props.studio.restore(props.picture)} />
      <Show when={url()}>
        {(href) => (
          <a class={styles["save"]} href={href()} download={file()}>
            <Icon name="down" />
            {words.strip.save}
          </a>
        )}
      </Show>
    </div>
  );
}

interface StripProps {
  readonly studio: Studio;
  readonly varying: boolean;
  readonly onVary: () => void;
  readonly onReject: (picture: Picture) => void;
}

export function Strip(props: StripProps) {
  const onStage = () => {
    const now = props.studio.stage();
    return now.kind === "picture" ? now.picture : undefined;
  };
  return (
    <div class={styles["strip"]}>
      <ul class={styles["thumbs"]} aria-label={words.strip.label}>
        <For each={props.studio.shoot()}>
          {(picture, index) => (
            <li>
              <Thumb
                picture={picture}
                label={words.strip.picture(index() + 1, props.studio.shoot().length)}
                current={onStage()?.id === picture.id}
                onShow={() => props.studio.show(picture.id)}
              />
            </li>
          )}
        </For>
      </ul>
      <Show when={onStage()}>
        {(picture) => (
          <>
            <Actions {...props} picture={picture()} />
            <Show when={props.varying}>
              <Vary studio={props.studio} picture={picture()} />
            </Show>
          </>
        )}
      </Show>
    </div>
  );
}
