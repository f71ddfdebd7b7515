/** @file A version that was taken away as a file comes back: checked, drawn, and then this persona's next one. */
import { createSignal, Show } from "solid-js";
import { type Failure, toFailure } from "~/contracts/failure";
import type { Persona } from "~/contracts/records";
import { useServices } from "~/services/context";
import { failureDetails, failureWords } from "~/services/failure-words";
import { DropZone } from "~/ui/field/DropZone";
import { say } from "~/ui/overlay/toasts";
import { Spinner } from "~/ui/progress/Spinner";
import { FailureNotice } from "~/ui/text/FailureNotice";
import styles from "./BringBack.module.css";
import { words } from "./words";

export function BringBack(props: { readonly persona: Persona }) {
  const { versions } = useServices();
  const [reading, setReading] = createSignal(false);
  const [failure, setFailure] = createSignal<Failure>();
  const take = async (file: File): Promise<void> => {
    if (reading()) return;
    setFailure(undefined);
    setReading(true);
    try {
      await versions.takeBack(props.persona.id, file);
      say({ text: words.bringBack.done });
    } catch (error) {
      setFailure(toFailure(error));
    } finally {
      setReading(false);
    }
  };
  return (
    <section class={styles["back"]} aria-label={words.bringBack.label}>
      <DropZone
        label={words.bringBack.label}
        choose={words.bringBack.choose}
        hint={
          <Show when={reading()} fallback={words.bringBack.hint}>
            <span class={styles["reading"]} role="status">
              <Spinner /> {words.bringBack.reading}
            </span>
          </Show>
        }
        accept=".safetensors"
        onFiles={([file]) => file && void take(file)}
      />
      <Show when={failure()}>{(at) => <FailureNotice {...failureWords(at())} details={failureDetails(at())} />}</Show>
    </section>
  );
}
