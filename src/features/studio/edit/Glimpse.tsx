/**
 * @file What an edit would come to, beside the words that are still being chosen: in Draft, and said to be so.
 */
import { createEffect, Show } from "solid-js";
import type { Size } from "~/contracts/request";
import { Pixels } from "~/ui/picture/Pixels";
import { Spinner } from "~/ui/progress/Spinner";
import styles from "./Glimpse.module.css";
import type { Previewing } from "./previewing";
import { words } from "./words";

/** The mark of a preview, wherever it is shown. */
export function PreviewMark(props: { readonly previewing: Previewing }) {
  const said = () => {
    if (props.previewing.shown()) return words.preview.mark;
    if (props.previewing.failure()) return words.preview.failed;
    return props.previewing.drawing() ? words.preview.drawing : undefined;
  };
  return (
    <Show when={said()}>
      {(text) => (
        <p class={styles["mark"]} role="status">
          <Show when={props.previewing.drawing()}>
            <Spinner />
          </Show>
          {text()}
        </p>
      )}
    </Show>
  );
}

export function Glimpse(props: { readonly previewing: Previewing; readonly size: Size }) {
  let place!: HTMLDivElement;
  createEffect(() => place.style.setProperty("--ratio", `${props.size.width} / ${props.size.height}`));
  return (
    <div ref={place} class={styles["glimpse"]}>
      <Show when={props.previewing.shown()} fallback={<p class={styles["empty"]}>{words.preview.empty}</p>}>
        {(pixels) => <Pixels pixels={pixels()} label={words.preview.mark} />}
      </Show>
      <PreviewMark previewing={props.previewing} />
    </div>
  );
}
