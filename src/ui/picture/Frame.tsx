/**
 * @file A picture in its own shape: never cropped, never stretched, a quiet sheet until it is there.
 */
import { createSignal, type JSX, Show } from "solid-js";
import styles from "./Frame.module.css";

interface Props {
  /** Absent until it has been read; the sheet keeps its place. */
  readonly src: string | null | undefined;
  readonly alt: string;
  readonly width?: number | undefined;
  readonly height?: number | undefined;
  readonly eager?: boolean | undefined;
  /** Said in the picture's place where `src` is null: it was looked for and is not there. */
  readonly gone?: string | undefined;
  /** Laid over the picture: a caption, a mark, progress. */
  readonly children?: JSX.Element;
}

export function Frame(props: Props) {
  const [loaded, setLoaded] = createSignal<string>();
  return (
    <div class={styles["frame"]} data-loaded={loaded() !== undefined && loaded() === props.src ? "" : undefined}>
      <Show when={props.src}>
        {(src) => (
          <img
            class={styles["image"]}
            src={src()}
            alt={props.alt}
            width={props.width ?? 384}
            height={props.height ?? 512}
            loading={props.eager ? "eager" : "lazy"}
            decoding="async"
            draggable={false}
            // It may come when nothing is to be shown any more.
            onLoad={() => setLoaded(props.src ?? undefined)}
          />
        )}
      </Show>
      <Show when={props.src === null && props.gone}>{(words) => <p class={styles["gone"]}>{words()}</p>}</Show>
      {props.children}
    </div>
  );
}
