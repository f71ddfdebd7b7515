/**
 * @file Bytes by persona and by pack, counted when the screen is opened.
 */
import { createMemo, createResource, createSignal, For, Show } from "solid-js";
import { toFailure } from "~/contracts/failure";
import { useServices } from "~/services/context";
import { failureDetails, failureWords } from "~/services/failure-words";
import { askToKeep, isKept, measureStorage, type PersonaUse } from "~/services/storage-use";
import { Button } from "~/ui/button/Button";
import { Spinner } from "~/ui/progress/Spinner";
import { FailureNotice } from "~/ui/text/FailureNotice";
import { bytes } from "~/ui/text/numbers";
import styles from "./Storage.module.css";
import { words } from "./words";

const together = (use: PersonaUse): number => use.photographs + use.models + use.pictures;

export function Storage() {
  const { packs, personas, vault } = useServices();
  const people = createMemo(() => personas.all());
  const [use, { refetch }] = createResource(people, (known) => measureStorage(vault, known));
  const [kept, { mutate }] = createResource(isKept);
  const [refused, setRefused] = createSignal(false);
  const ask = async (): Promise<void> => {
    const granted = await askToKeep();
    mutate(granted);
    setRefused(!granted);
  };
  const installed = () => (packs.list() ?? []).filter((entry) => entry.state.phase === "installed");
  const total = () =>
    (use.latest?.personas ?? []).reduce((sum, each) => sum + together(each), 0) +
    installed().reduce((sum, entry) => sum + entry.bytes, 0);

  return (
    <Show
      when={!use.error}
      fallback={
        <FailureNotice
          {...failureWords(toFailure(use.error))}
          details={failureDetails(toFailure(use.error))}
          onAgain={() => void refetch()}
        />
      }
    >
      <Show
        when={use.latest}
        fallback={
          <p class={styles["counting"]} role="status">
            <Spinner /> {words.storage.counting}
          </p>
        }
      >
        {(counted) => (
          <>
            <div class={styles["scroll"]}>
              <table class={styles["table"]}>
                <thead>
                  <tr>
                    <th scope="col">
                      <span class="sr-only">{words.storage.what}</span>
                    </th>
                    <th scope="col" data-fine="">
                      {words.storage.photographs}
                    </th>
                    <th scope="col" data-fine="">
                      {words.storage.models}
                    </th>
                    <th scope="col" data-fine="">
                      {words.storage.pictures}
                    </th>
                    <th scope="col">{words.storage.total}</th>
                  </tr>
                </thead>
                <tbody>
                  <For each={counted().personas}>
                    {(each) => (
                      <tr>
                        <th scope="row">{personas.byId(each.personaId)?.name}</th>
                        <td data-fine="">{bytes(each.photographs)}</td>
                        <td data-fine="">{bytes(each.models)}</td>
                        <td data-fine="">{bytes(each.pictures)}</td>
                        <td>{bytes(together(each))}</td>
                      </tr>
                    )}
                  </For>
                  <For each={installed()}>
                    {(entry) => (
                      <tr>
                        <th scope="row">{words.storage.packs(entry.pack.name)}</th>
                        <td data-fine="" />
                        <td data-fine="" />
                        <td data-fine="" />
                        <td>{bytes(entry.bytes)}</td>
                      </tr>
                    )}
                  </For>
                </tbody>
                <tfoot>
                  <tr>
                    <th scope="row">{words.storage.everything}</th>
                    <td data-fine="" />
                    <td data-fine="" />
                    <td data-fine="" />
                    <td>{bytes(total())}</td>
                  </tr>
                </tfoot>
              </table>
            </div>
            <div class={styles["kept"]}>
              <p>{words.storage.browser(bytes(counted().browserBytes))}</p>
              <p>{kept.latest ? words.storage.kept : words.storage.notKept}</p>
              <Show when={kept.latest === false}>
                <Button look="plain" onClick={() => void ask()}>
                  {words.storage.ask}
                </Button>
              </Show>
              <p role="status">{refused() ? words.storage.refused : ""}</p>
            </div>
          </>
        )}
      </Show>
    </Show>
  );
}
