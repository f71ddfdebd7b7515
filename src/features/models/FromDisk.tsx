/**
 * @file Two ways to a pack that lies on the person's own disk: its files or a ZIP of them, and the folder that it was copied to.
 */
import type { PackEntry } from "~/services/packs";
import { Button } from "~/ui/button/Button";
import styles from "./Consent.module.css";
import { words } from "./words";

interface Props {
  readonly entry: PackEntry;
  readonly onFiles: (files: readonly File[]) => void;
}

export function FromDisk(props: Props) {
  /** Whose hash nobody knows here yet. */
  const byRecord = () =>
    props.entry.pack.files.filter(({ path, sha256 }) => sha256 === null && props.entry.recorded[path] === undefined).length;
  let files!: HTMLInputElement;
  let folder!: HTMLInputElement;
  const give = (input: HTMLInputElement): void => {
    if (input.files && input.files.length > 0) props.onFiles([...input.files]);
    input.value = "";
  };
  return (
    <div class={styles["disk"]}>
      <span>{words.consent.disk(byRecord())}</span>
      <input ref={files} hidden type="file" multiple onChange={(event) => give(event.currentTarget)} />
      <input
        ref={(input) => {
          folder = input;
          input.webkitdirectory = true;
        }}
        hidden
        type="file"
        onChange={(event) => give(event.currentTarget)}
      />
      <Button look="quiet" onClick={() => files.click()}>
        {words.consent.files}
      </Button>
      <Button look="quiet" onClick={() => folder.click()}>
        {words.consent.folder}
      </Button>
    </div>
  );
}
