/**
 * @file A file that left comes back: its look opens in the studio again. Where a file holds several looks, one is chosen.
 */
import { useNavigate } from "@solidjs/router";
import { createSignal, For, Show } from "solid-js";
import { lookWords } from "~/contracts/look-words";
import { Failure, isFailure, toFailure } from "~/contracts/failure";
import type { Returned } from "~/contracts/export-api";
import { samplerNamed } from "~/contracts/sampler";
import { useServices } from "~/services/context";
import { SAMPLER_WORDS } from "~/services/drawing-words";
import { failureDetails, failureWords } from "~/services/failure-words";
import { DropZone } from "~/ui/field/DropZone";
import { Dialog } from "~/ui/overlay/Dialog";
import { FailureNotice } from "~/ui/text/FailureNotice";
import { Spinner } from "~/ui/progress/Spinner";
import styles from "./BringBack.module.css";
import { words } from "./words";

/** A picture from elsewhere: whoever drops it here may want it changed. */
const isPicture = (failure: Failure): boolean => isFailure(failure, "look-unreadable") && failure.details.reason === "no-request";

export function BringBack() {
  const { exports, packs } = useServices();
  const navigate = useNavigate();
  const [reading, setReading] = createSignal(false);
  const [failure, setFailure] = createSignal<Failure | null>(null);
  const [found, setFound] = createSignal<{ readonly name: string; readonly looks: readonly Returned[] } | null>(null);

  /** @throws Failure `request-invalid` where its pack cannot walk so; what is of a pack that is not here nobody can say */
  const checkOffered = ({ request }: Returned): void => {
    const pack = packs.revisionOf(request.pack);
    if (pack && samplerNamed(pack, request.sampler) === undefined)
      throw new Failure("request-invalid", {
        field: "sampler",
        reason: words.back.notOffered(SAMPLER_WORDS[request.sampler], pack.name),
      });
  };
  const open = async (look: Returned): Promise<void> => {
    try {
      checkOffered(look);
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
      <Show when={failure()}>
        {(what) => (
          <FailureNotice {...failureWords(what())} details={failureDetails(what())}>
            <Show when={isPicture(what())}>
              <p>{words.back.elsewhere}</p>
            </Show>
          </FailureNotice>
        )}
      </Show>
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
