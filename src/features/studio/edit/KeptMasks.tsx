/**
 * @file The masks that were set aside, as a list: each with its name and size, to be put together with the one that is drawn.
 */
import { createSignal, For, Show } from "solid-js";
import { Button } from "~/ui/button/Button";
import { Menu, type MenuGroup } from "~/ui/overlay/Menu";
import { Naming } from "~/ui/overlay/Naming";
import { say } from "~/ui/overlay/toasts";
import { Pixels } from "~/ui/picture/Pixels";
import { announce } from "~/ui/text/announce";
import { TOGETHER, type KeptMask, type KeptMasks as Masks } from "./kept-masks";
import styles from "./KeptMasks.module.css";
import type { Masking } from "./masking";
import { words } from "./words";

export function KeptMasks(props: { readonly masking: Masking; readonly kept: Masks }) {
  const [renamed, setRenamed] = createSignal<KeptMask>();
  const [isNaming, setNaming] = createSignal(false);
  const keep = (): void => {
    props.kept.keep();
    announce(words.masks.kept(props.kept.all().at(-1)?.name ?? ""));
  };
  const rename = (mask: KeptMask): void => {
    setRenamed(mask);
    setNaming(true);
  };
  const remove = (mask: KeptMask): void => {
    props.kept.remove(mask.id);
    say({ text: words.masks.removed(mask.name), action: { label: words.review.undo, run: () => props.kept.putBack(mask) } });
  };
  const groups = (mask: KeptMask): readonly MenuGroup[] => [
    {
      items: TOGETHER.map((way) => ({
        label: words.masks.together[way],
        onSelect: () => props.kept.use(mask.id, way),
      })),
    },
    {
      items: [
        { label: words.mask.names.invert, onSelect: () => props.kept.invert(mask.id) },
        { label: words.masks.rename, onSelect: () => rename(mask) },
        { label: words.masks.remove, icon: "trash", danger: true, onSelect: () => remove(mask) },
      ],
    },
  ];
  return (
    <div class={styles["kept"]}>
      <Button look="plain" icon="add" disabled={props.masking.empty()} onClick={keep}>
        {words.masks.keep}
      </Button>
      <ul class={styles["list"]} aria-label={words.masks.list}>
        <For each={props.kept.all()}>
          {(mask) => (
            <li class={styles["row"]}>
              <div class={styles["thumbnail"]} aria-hidden="true">
                <Pixels pixels={mask.thumbnail} label="" />
              </div>
              <p class={styles["name"]}>
                {mask.name} <small class={styles["size"]}>{words.masks.size(mask.covers)}</small>
              </p>
              <Menu label={words.masks.more(mask.name)} groups={groups(mask)} />
            </li>
          )}
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
        onSave={(name) => Promise.resolve(props.kept.rename(renamed()?.id ?? 0, name))}
      />
    </div>
  );
}
