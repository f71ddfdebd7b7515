/**
 * @file An installed pack into a folder of the person's choice. Only where the browser lets a folder be opened.
 */
import { createSignal, Show } from "solid-js";
import type { InstallReport } from "~/contracts/download-api";
import type { Bundle } from "~/contracts/manifest";
import { useServices } from "~/services/context";
import { Button } from "~/ui/button/Button";
import { say } from "~/ui/overlay/toasts";
import { Transfer } from "~/ui/progress/Transfer";
import { words } from "./words";

/** Chromium's; TypeScript does not know it. */
type Picker = (options: { readonly mode: "readwrite" }) => Promise<FileSystemDirectoryHandle>;
const picker = (): Picker | undefined => (globalThis as { showDirectoryPicker?: Picker }).showDirectoryPicker;

interface Props {
  readonly pack: Bundle;
  /** Shows what fails, and can try it again. */
  readonly attempt: (work: () => Promise<void>) => Promise<void>;
}

export function CopyOut(props: Props) {
  const { packs } = useServices();
  const [at, setAt] = createSignal<InstallReport>();
  const copy = (pick: Picker): Promise<void> =>
    props.attempt(async () => {
      const { id, name } = props.pack;
      try {
        await packs.copyOut(id, await pick({ mode: "readwrite" }), setAt);
        say({ text: words.copied(name) });
      } finally {
        setAt(undefined);
      }
    });
  return (
    <Show when={picker()}>
      {(pick) => (
        <Show
          when={at()}
          fallback={
            <Button look="quiet" onClick={() => void copy(pick())}>
              {words.copyOut}
            </Button>
          }
        >
          {(report) => (
            <Transfer
              label={words.copying(props.pack.name)}
              done={report().bytesDone}
              total={report().bytesTotal}
              secondsLeft={report().secondsLeft}
              pause={words.stop}
              onPause={() => packs.pause(props.pack.id)}
            />
          )}
        </Show>
      )}
    </Show>
  );
}
