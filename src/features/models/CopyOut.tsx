/**
 * @file An installed pack into a folder of the person's choice. Only where the browser lets a folder be opened.
 */
import { createSignal, Show } from "solid-js";
import type { InstallReport } from "~/contracts/download-api";
import { type Failure, isAbort, toFailure } from "~/contracts/failure";
import type { Bundle } from "~/contracts/manifest";
import { useServices } from "~/services/context";
import { Button } from "~/ui/button/Button";
import { say } from "~/ui/overlay/toasts";
import { Transfer } from "~/ui/progress/Transfer";
import { words } from "./words";

/** Chromium's; TypeScript does not know it. */
type Picker = (options: { readonly mode: "readwrite" }) => Promise<FileSystemDirectoryHandle>;
const picker = (): Picker | undefined => (globalThis as { showDirectoryPicker?: Picker }).showDirectoryPicker;

export function CopyOut(props: { readonly pack: Bundle; readonly onFailure: (failure: Failure) => void }) {
  const { packs } = useServices();
  const [at, setAt] = createSignal<InstallReport>();
  const copy = async (pick: Picker): Promise<void> => {
    const { id, name } = props.pack;
    try {
      await packs.copyOut(id, await pick({ mode: "readwrite" }), setAt);
      say({ text: words.copied(name) });
    } catch (error) {
      // Nothing was chosen, or it was stopped.
      if (!isAbort(error)) props.onFailure(toFailure(error));
    } finally {
      setAt(undefined);
    }
  };
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
