/**
 * @file A persona's photographs: the way in, what the inspector says of each, and which sides are covered.
 */
import { For, Show } from "solid-js";
import type { Persona, Photograph } from "~/contracts/records";
import { useServices } from "~/services/context";
import { failureDetails, failureWords } from "~/services/failure-words";
import type { FailedFile } from "~/services/photographs";
import { Button } from "~/ui/button/Button";
import { DropZone } from "~/ui/field/DropZone";
import { Progress } from "~/ui/progress/Progress";
import { FailureNotice } from "~/ui/text/FailureNotice";
import { Notice } from "~/ui/text/Notice";
import { Section } from "~/ui/text/Page";
import { Captions } from "./Captions";
import { CoverageRing } from "./CoverageRing";
import { InspectorNeeds } from "./InspectorNeeds";
import styles from "./Photographs.module.css";
import { PhotoTile } from "./PhotoTile";
import { usable, yaws } from "./readiness";
import { createRemoval } from "./removal";
import { words } from "./words";

const ACCEPT = "image/jpeg,image/png,image/webp,image/avif,image/*";

function Failures(props: { readonly title: (count: number) => string; readonly failures: readonly FailedFile[] }) {
  return (
    <Show when={props.failures.length > 0}>
      <Notice tone="bad" title={props.title(props.failures.length)}>
        <ul class={styles["failures"]}>
          <For each={props.failures}>
            {(each) => (
              <li>
                {failureWords(each.failure).happened} {failureWords(each.failure).why}
              </li>
            )}
          </For>
        </ul>
      </Notice>
    </Show>
  );
}

export function Photographs(props: { readonly persona: Persona; readonly photographs: readonly Photograph[] }) {
  const { packs, photographs } = useServices();
  const id = () => props.persona.id;
  const pack = () => packs.of(props.persona);
  const removal = createRemoval();
  const shown = () => props.photographs.filter((photograph) => !removal.hidden().has(photograph.id));
  const arrival = () => photographs.arrival(id());
  const unseen = () => arrival().failures.filter(({ at }) => at === "inspection");
  /** Files that were refused for themselves, apart from the one that came when there was no more room. */
  const refused = () => arrival().failures.filter((each) => each.at === "intake" && each !== stopped());
  const stopped = () => (arrival().waiting.length > 0 ? arrival().failures.findLast(({ at }) => at === "intake") : undefined);

  return (
    <Section title={words.page.photographs} note={words.page.usable(usable(shown()).length)}>
      <div class={styles["layout"]}>
        <div class={styles["main"]}>
          <DropZone
            label={words.page.addLabel}
            choose={words.page.add}
            accept={ACCEPT}
            hint={
              <>
                <span class={styles["drop"]}>{words.page.drop}</span> {words.page.formats} {words.page.reads(pack())}
              </>
            }
            onFiles={(files) => void photographs.add(id(), files)}
          />
          <div aria-live="polite">
            <Show when={arrival().busy}>
              <Progress
                label={words.arrival.label}
                value={arrival().done}
                max={arrival().of}
                words={words.arrival.words(arrival().done, arrival().of)}
              />
            </Show>
          </div>
          <Show when={stopped()?.failure}>
            {(failure) => (
              <FailureNotice
                {...failureWords(failure())}
                details={failureDetails(failure())}
                onAgain={() => void photographs.addWaiting(id())}
              >
                <p>{words.arrival.waiting(arrival().waiting.length)}</p>
                <ul class={styles["failures"]}>
                  <For each={arrival().waiting}>{(name) => <li>{name}</li>}</For>
                </ul>
              </FailureNotice>
            )}
          </Show>
          <Failures title={words.arrival.refused} failures={refused()} />
          <Failures title={words.arrival.unseen} failures={unseen()} />
          <Show when={shown().length > 0 && !packs.isReady(pack())}>
            <InspectorNeeds pack={pack()} />
          </Show>
          <Show when={packs.isReady(pack()) && !arrival().busy && shown().some(({ inspection }) => inspection === null)}>
            <Notice
              tone="plain"
              title={words.inspector.title}
              why={words.inspector.stopped}
              action={
                <Button look="plain" onClick={() => void photographs.inspect(id())}>
                  {words.inspector.look}
                </Button>
              }
            />
          </Show>
          <Show when={pack().reads === "photographs" && packs.isReady(pack())}>
            <Captions personaId={id()} photographs={shown()} />
          </Show>
          <Show when={shown().length > 0}>
            <ul class={styles["grid"]}>
              <For each={shown()}>
                {(photograph, index) => (
                  <li>
                    <PhotoTile
                      photograph={photograph}
                      index={index()}
                      of={shown().length}
                      pack={pack()}
                      looking={packs.isReady(pack()) && arrival().busy}
                      onRemove={() => removal.remove(photograph.id)}
                    />
                  </li>
                )}
              </For>
            </ul>
          </Show>
        </div>
        <aside class={styles["aside"]} aria-label={words.coverage.title}>
          <h3 class={styles["asideTitle"]}>{words.coverage.title}</h3>
          <CoverageRing yaws={yaws(shown())} />
        </aside>
      </div>
    </Section>
  );
}
