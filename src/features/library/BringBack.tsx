/**
 * @file A file that left comes back: its look opens in the studio again. Where a file holds several looks, one is chosen.
 */
import { useNavigate } from "@solidjs/router";
import { createSignal, For, Show } from "solid-js";
import { lookWords } from "~/contracts/look-words";
import { toFailure, type Failure } from "~/contracts/failure";
import type { Returned } from "~/contracts/export-api";
import { useServices } from "~/services/context";
import { failureDetails, failureWords } from "~/services/failure-words";
import { DropZone } from "~/ui/field/DropZone";
import { Dialog } from "~/ui/overlay/Dialog";
import { FailureNotice } from "~/ui/text/FailureNotice";
import { Spinner } from "~/ui/progress/Spinner";
import styles from "./BringBack.module.css";
import { words } from "./words";

export function BringBack() {
  const { exports } = useServices();
  const navigate = useNavigate();
  const [reading, setReading] = createSignal(false);
  const [failure, setFailure] = createSignal<Failure | null>(null);
  const [found, setFound] = createSignal<{ readonly name: string; readonly looks: readonly Returned[] } | null>(null);

  const open = async (look: Returned): Promise<void> => {
    try {
      await exports.putBack(look);
      navigate(`/studio/${look.request.personaId}`);
    } catch (error) {
      setFound(null);
      setFailure(toFailure(error));
    }
  };
  const take = async (file: File): Promise<void> => {
    setFailure(null);
    setReading(true);
    try {
      const looks = await exports.read(file);
      const [only] = looks;
      if (looks.length === 1 && only) await open(only);
      else setFound({ name: file.name, looks });
    } catch (error) {
      setFailure(toFailure(error));
    } finally {
      setReading(false);
    }
  };

  return (
    <section class={styles["back"]} aria-label={words.back.label}>
      <DropZone
        label={words.back.label}
        choose={words.back.choose}
        hint={
          <Show when={reading()} fallback={words.back.hint}>
            <span class={styles["reading"]} role="status">
              <Spinner /> {words.back.reading}
            </span>
          </Show>
        }
        accept=".png,.zip,.json,image/png,application/zip,application/json"
        onFiles={([file]) => file && void take(file)}
      />
      <Show when={failure()}>{(what) => <FailureNotice {...failureWords(what())} details={failureDetails(what())} />}</Show>
      <Show when={found()}>
        {(file) => (
          <Dialog
            open
            broad
            title={words.back.title}
            description={words.back.several(file().name, file().looks.length)}
            onClose={() => setFound(null)}
          >
            <ul class={styles["looks"]}>
              <For each={file().looks}>
                {(look) => (
                  <li>
                    <button class={styles["look"]} type="button" onClick={() => void open(look)}>
                      <span class={styles["name"]}>{look.personaName ?? look.label}</span>
                      <span class={styles["words"]}>{lookWords(look.request)}</span>
                      <span class={styles["file"]}>{look.label}</span>
                    </button>
                  </li>
                )}
              </For>
            </ul>
          </Dialog>
        )}
      </Show>
    </section>
  );
}
