/**
 * @file A book shown to somebody: one page at a time over the whole screen, nothing to change. Arrows turn, Escape ends.
 */
import { createSignal, onCleanup, onMount, Show } from "solid-js";
import { useServices } from "~/services/context";
import { IconButton } from "~/ui/button/IconButton";
import { Frame } from "~/ui/picture/Frame";
import { announce } from "~/ui/text/announce";
import type { ShownPage } from "./book";
import styles from "./Presenter.module.css";
import { words } from "./words";

interface Props {
  readonly name: string;
  /** At least one. */
  readonly pages: readonly ShownPage[];
  readonly onClose: () => void;
}

export function Presenter(props: Props) {
  const { pictures } = useServices();
  let dialog!: HTMLDialogElement;
  const [at, setAt] = createSignal(0);
  const index = () => Math.min(at(), props.pages.length - 1);
  const shown = () => props.pages[index()]!;
  const url = pictures.image(() => shown().id);
  const description = () => shown().page.alt ?? shown().suggested;
  const turn = (to: number): void => {
    setAt(Math.min(props.pages.length - 1, Math.max(0, to)));
    announce(`${words.present.at(index() + 1, props.pages.length)}. ${shown().page.caption}`);
  };
  const places: Readonly<Record<string, () => number>> = {
    ArrowRight: () => index() + 1,
    ArrowDown: () => index() + 1,
    PageDown: () => index() + 1,
    " ": () => index() + 1,
    ArrowLeft: () => index() - 1,
    ArrowUp: () => index() - 1,
    PageUp: () => index() - 1,
    Home: () => 0,
    End: () => props.pages.length - 1,
  };
  /** The full screen is asked for and neither granted nor refused: who leaves meanwhile leaves it as soon as it is granted. */
  let asking = false;
  const keys = (event: KeyboardEvent): void => {
    if (event.key === "Escape" && asking) dialog.close();
    const place = places[event.key];
    if (!place || (event.key === " " && event.target instanceof HTMLButtonElement)) return;
    event.preventDefault();
    turn(place());
  };
  // Escape leaves the full screen first and is not heard by the dialog then.
  const left = (): void => void (document.fullscreenElement ?? dialog.close());
  const fill = async (): Promise<void> => {
    asking = true;
    try {
      await dialog.requestFullscreen();
      if (!dialog.open) await document.exitFullscreen();
    } catch {
      // Refused where the browser allows no full screen, or left by now; the dialog fills the window all the same.
    } finally {
      asking = false;
    }
  };

  onMount(() => {
    dialog.showModal();
    void fill();
    dialog.addEventListener("fullscreenchange", left);
    onCleanup(() => {
      dialog.removeEventListener("fullscreenchange", left);
      if (document.fullscreenElement === dialog) void document.exitFullscreen();
    });
  });

  return (
    <dialog
      ref={dialog}
      class={styles["presenter"]}
      aria-label={words.present.label(props.name)}
      onKeyDown={keys}
      onClose={() => props.onClose()}
    >
      <div class={styles["picture"]}>
        <Frame
          src={url()}
          alt={description()}
          width={shown().picture.width}
          height={shown().picture.height}
          eager
          gone={words.page.gone}
        />
      </div>
      <footer class={styles["foot"]}>
        <p class={styles["caption"]}>
          <Show when={shown().page.caption} fallback={<span class={styles["name"]}>{shown().persona}</span>}>
            {shown().page.caption}
          </Show>
        </p>
        <div class={styles["turn"]}>
          <IconButton icon="back" label={words.present.previous} disabled={index() === 0} onClick={() => turn(index() - 1)} />
          <span class={styles["at"]}>{words.present.at(index() + 1, props.pages.length)}</span>
          <IconButton
            icon="forward"
            label={words.present.next}
            disabled={index() === props.pages.length - 1}
            onClick={() => turn(index() + 1)}
          />
          <IconButton icon="close" label={words.present.close} onClick={() => dialog.close()} />
        </div>
      </footer>
    </dialog>
  );
}
