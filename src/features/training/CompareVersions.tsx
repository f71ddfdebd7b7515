/**
 * @file Two versions side by side on the same requests: drawn now, one picture after another, and stored nowhere.
 */
import { createResource, createSignal, For, onCleanup, Show } from "solid-js";
import { type Failure, isAbort, toFailure } from "~/contracts/failure";
import type { Preview } from "~/contracts/inference-api";
import type { IndividualModel } from "~/contracts/records";
import { useServices } from "~/services/context";
import { failureDetails, failureWords } from "~/services/failure-words";
import { Button } from "~/ui/button/Button";
import { Dialog } from "~/ui/overlay/Dialog";
import { Frame } from "~/ui/picture/Frame";
import { Pixels } from "~/ui/picture/Pixels";
import { Spinner } from "~/ui/progress/Spinner";
import { FailureNotice } from "~/ui/text/FailureNotice";
import styles from "./CompareVersions.module.css";
import { words } from "./words";

interface Props {
  /** Two. */
  readonly models: readonly IndividualModel[];
  readonly onClose: () => void;
}

export function CompareVersions(props: Props) {
  const { versions } = useServices();
  const [drawn, setDrawn] = createSignal<ReadonlyMap<string, Preview>>(new Map());
  const [failure, setFailure] = createSignal<Failure>();
  const controller = new AbortController();
  onCleanup(() => controller.abort());
  const key = (model: IndividualModel, scene: number): string => `${model.id}.${scene}`;

  const draw = async (): Promise<void> => {
    setFailure(undefined);
    try {
      for (const scene of versions.scenes.keys())
        for (const model of props.models) {
          if (drawn().has(key(model, scene))) continue;
          const { preview } = await versions.draw(model, scene, controller.signal);
          setDrawn((now) => new Map([...now, [key(model, scene), preview]]));
        }
    } catch (error) {
      if (!isAbort(error)) setFailure(toFailure(error));
    }
  };
  const [drawing, { refetch }] = createResource(draw);

  return (
    <Dialog
      open
      broad
      title={words.comparison.title}
      description={words.comparison.body}
      onClose={() => props.onClose()}
      actions={<Button onClick={() => props.onClose()}>{words.comparison.close}</Button>}
    >
      <Show when={failure()}>
        {(at) => <FailureNotice {...failureWords(at())} details={failureDetails(at())} onAgain={() => void refetch()} />}
      </Show>
      <div class={styles["versions"]} aria-busy={drawing.loading}>
        <For each={props.models}>
          {(model) => (
            <section class={styles["version"]}>
              <h3 class={styles["name"]}>{words.version(model.version)}</h3>
              <For each={versions.scenes}>
                {(_, scene) => (
                  <Frame src={undefined} alt={words.comparison.picture(words.version(model.version), scene())}>
                    <Show
                      when={drawn().get(key(model, scene()))}
                      fallback={
                        <Show when={drawing.loading}>
                          <span class={styles["waiting"]}>
                            <Spinner />
                          </span>
                        </Show>
                      }
                    >
                      {(preview) => (
                        <Pixels pixels={preview()} label={words.comparison.picture(words.version(model.version), scene())} />
                      )}
                    </Show>
                  </Frame>
                )}
              </For>
            </section>
          )}
        </For>
      </div>
    </Dialog>
  );
}
