/**
 * @file The masks that were set aside, as a list: each with its name and size, to be put together with the one that is drawn.
 */
import { createMemo, createSignal, For, Show } from "solid-js";
import { toFailure } from "~/contracts/failure";
import type { KeptMaskRow } from "~/contracts/records";
import { failureWords } from "~/services/failure-words";
import { Button } from "~/ui/button/Button";
import { Menu, type MenuGroup } from "~/ui/overlay/Menu";
import { Naming } from "~/ui/overlay/Naming";
import { say } from "~/ui/overlay/toasts";
import { Pixels } from "~/ui/picture/Pixels";
import { announce } from "~/ui/text/announce";
import { sightOf, TOGETHER, type KeptMasks as Masks } from "./kept-masks";
import styles from "./KeptMasks.module.css";
import type { Masking } from "./masking";
import { words } from "./words";

export function KeptMasks(props: { readonly masking: Masking; readonly kept: Masks }) {
  const [renamed, setRenamed] = createSignal<KeptMaskRow>();
  const [isNaming, setNaming] = createSignal(false);
  const told = async (work: Promise<unknown>): Promise<void> => {
    try {
      await work;
    } catch (error) {
      const { happened, why } = failureWords(toFailure(error));
      say({ text: `${happened} ${why}` });
    }
  };
  const keep = async (): Promise<void> => announce(words.masks.kept(await props.kept.keep()));
  const rename = (row: KeptMaskRow): void => {
    setRenamed(row);
    setNaming(true);
  };
  const remove = async (row: KeptMaskRow): Promise<void> => {
    await props.kept.remove(row);
    const undo = (): void => void told(props.kept.putBack(row));
    say({ text: words.masks.removed(row.name), action: { label: words.review.undo, run: undo } });
  };
  const save = (name: string): Promise<void> => {
    const row = renamed();
    return row ? told(props.kept.rename(row, name)) : Promise.resolve();
  };
  const groups = (row: KeptMaskRow): readonly MenuGroup[] => [
    {
      items: TOGETHER.map((way) => ({
        label: words.masks.together[way],
        onSelect: () => props.kept.use(row, way),
      })),
    },
    {
      items: [
        { label: words.mask.names.invert, onSelect: () => void told(props.kept.invert(row)) },
        { label: words.masks.rename, onSelect: () => rename(row) },
        { label: words.masks.remove, icon: "trash", danger: true, onSelect: () => void told(remove(row)) },
      ],
    },
  ];
  return (
    <div class={styles["kept"]}>
      <Button look="plain" icon="add" disabled={props.masking.empty()} onClick={() => void told(keep())}>
        {words.masks.keep}
      </Button>
      <ul class={styles["list"]} aria-label={words.masks.list}>
        <For each={props.kept.all()}>
          {(row) => {
            const sight = createMemo(() => sightOf(row));
            return (
              <li class={styles["row"]}>
                <div class={styles["thumbnail"]} aria-hidden="true">
                  <Pixels pixels={sight().thumbnail} label="" />
                </div>
                <p class={styles["name"]}>
                  {row.name} <small class={styles["size"]}>{words.masks.size(sight().covers)}</small>
                </p>
                <Menu label={words.masks.more(row.name)} groups={groups(row)} />
              </li>
            );
          }}
        </For>
      </ul>
      <Show when={props.kept.all().length > 0}>
        <p class={styles["size"]}>{words.masks.until}</p>
      </Show>
      <Naming
        open={isNaming()}
        title={words.masks.rename}
        label={words.masks.name}
        save={words.masks.save}
        name={renamed()?.name ?? ""}
        onClose={() => setNaming(false)}
        onSave={save}
      />
    </div>
  );
}
