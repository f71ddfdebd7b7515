/**
 * @file The place where files come in: dropped, pasted, or chosen, which on a phone opens the camera roll.
 */
import { createSignal, type JSX, onCleanup, onMount } from "solid-js";
import { Button } from "../button/Button.tsx";
import styles from "./DropZone.module.css";

interface Props {
  readonly label: string;
  readonly choose: string;
  readonly hint: JSX.Element;
  /** As in the `accept` attribute of a file input. */
  readonly accept: string;
  readonly onFiles: (files: readonly File[]) => void;
}

const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") ?? false;

export function DropZone(props: Props) {
  let input!: HTMLInputElement;
  // Entering a child leaves the parent: only a count knows whether the pointer is still inside.
  const [depth, setDepth] = createSignal(0);

  const give = (files: FileList | undefined | null): void => {
    if (files && files.length > 0) props.onFiles([...files]);
  };
  const paste = (event: ClipboardEvent): void => {
    if (event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement) return;
    give(event.clipboardData?.files);
  };
  onMount(() => {
    document.addEventListener("paste", paste);
    onCleanup(() => document.removeEventListener("paste", paste));
  });

  return (
    <div
      class={styles["zone"]}
      role="group"
      aria-label={props.label}
      data-over={depth() > 0 ? "" : undefined}
      onDragEnter={(event) => {
        if (hasFiles(event)) setDepth((count) => count + 1);
      }}
      onDragLeave={() => setDepth((count) => Math.max(0, count - 1))}
      onDragOver={(event) => {
        if (hasFiles(event)) event.preventDefault();
      }}
      onDrop={(event) => {
        event.preventDefault();
        setDepth(0);
        give(event.dataTransfer?.files);
      }}
    >
      <input
        ref={input}
        hidden
        type="file"
        multiple
        accept={props.accept}
        onChange={(event) => {
          give(event.currentTarget.files);
          event.currentTarget.value = "";
        }}
      />
      <Button look="plain" icon="image" onClick={() => input.click()}>
        {props.choose}
      </Button>
      <div class={styles["hint"]}>{props.hint}</div>
    </div>
  );
}
