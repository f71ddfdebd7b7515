/**
 * @file A picture on the stage, fitted to it, or at 100 %: one pixel of the picture is one of the screen, whatever the screen's scale.
 */
import { createEffect, Show } from "solid-js";
import type { Picture } from "~/contracts/records";
import { useServices } from "~/services/context";
import { likenessWords } from "~/services/likeness-words";
import { IconButton } from "~/ui/button/IconButton";
import { Frame } from "~/ui/picture/Frame";
import { composed } from "./draft";
import { words } from "./words";
import styles from "./Zoom.module.css";

interface Props {
  readonly picture: Picture;
  readonly full: boolean;
  readonly onFull: (full: boolean) => void;
}

export function Zoom(props: Props) {
  const { pictures } = useServices();
  const url = pictures.image(() => props.picture.id);
  let sheet!: HTMLDivElement;
  createEffect(() => sheet.style.setProperty("--across", `${props.picture.width / window.devicePixelRatio}px`));
  return (
    <>
      {/* What does not fit is scrolled to, also by keyboard. */}
      <div class={styles["place"]} data-full={props.full ? "" : undefined} tabIndex={props.full ? 0 : undefined}>
        <div ref={sheet} class={styles["sheet"]}>
          <Frame
            src={url()}
            alt={composed(props.picture.request)}
            width={props.picture.width}
            height={props.picture.height}
            eager
          />
        </div>
      </div>
      <div class={styles["caption"]}>
        <span>{props.picture.seed}</span>
        <Show when={props.picture.stars}>{(count) => <span>{words.stage.stars(count())}</span>}</Show>
        <span>{likenessWords(props.picture.likeness)}</span>
      </div>
      <div class={styles["zoom"]}>
        <IconButton
          icon="search"
          label={props.full ? words.stage.fit : words.stage.full}
          pressed={props.full}
          onClick={() => props.onFull(!props.full)}
        />
      </div>
    </>
  );
}
