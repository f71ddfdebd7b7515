/**
 * @file Looks to put on, each drawn with this persona while it is in view: those that somebody saved, and the shipped collections. One is put
 * on by pressing it; a whole collection is drawn as a photoshoot.
 */
import { createMemo, createSignal, For, Show } from "solid-js";
import type { Collection, LookWords, SavedLook } from "~/contracts/looks";
import { toFailure, type Failure } from "~/contracts/failure";
import { useServices } from "~/services/context";
import { failureDetails, failureWords } from "~/services/failure-words";
import { Button } from "~/ui/button/Button";
import { Select } from "~/ui/field/Select";
import { Dialog } from "~/ui/overlay/Dialog";
import { Menu } from "~/ui/overlay/Menu";
import { Naming } from "~/ui/overlay/Naming";
import { say } from "~/ui/overlay/toasts";
import { announce } from "~/ui/text/announce";
import { FailureNotice } from "~/ui/text/FailureNotice";
import { PickerTile } from "../PickerTile";
import type { Studio } from "../studio";
import { words as studioWords } from "../words";
import { COLLECTIONS } from "./collections";
import styles from "./Looks.module.css";
import { SaveLook } from "./SaveLook";
import { shootsOf } from "./shoots";
import { words } from "./words";

interface Props {
  readonly studio: Studio;
  readonly onClose: () => void;
  readonly onShoot: (shootId: string) => void;
}

const isSaved = (look: LookWords): look is SavedLook => "id" in look;

export function LooksDialog(props: Props) {
  const { looks, tiles, jobs } = useServices();
  let input!: HTMLInputElement;
  const saved = looks.saved();
  const [chosen, choose] = createSignal<string>();
  const [saving, setSaving] = createSignal(false);
  const [renaming, setRenaming] = createSignal(false);
  const [named, setNamed] = createSignal<SavedLook>();
  const [failure, setFailure] = createSignal<Failure | null>(null);
  const mine = (): Collection => ({ name: words.mine, looks: saved() ?? [] });
  const all = (): readonly Collection[] => [...((saved() ?? []).length > 0 ? [mine()] : []), ...COLLECTIONS];
  const collection = createMemo(() => all().find(({ name }) => name === chosen()) ?? all()[0]!);
  const shoots = createMemo(() =>
    shootsOf(jobs.all() ?? []).filter(({ parts }) => parts[0]?.request.personaId === props.studio.persona.id),
  );
  const pictures = () => props.studio.draft().pictures;
  const cost = (): string | undefined => {
    const each = props.studio.takes(props.studio.pack.presets[props.studio.draft().preset]);
    return each === undefined ? undefined : words.about(each * pictures() * collection().looks.length);
  };
  /** Set already, as far as it says anything. */
  const isOn = (look: LookWords): boolean => {
    const now = props.studio.request().layers;
    return look.layers.every(({ kind, words: said }) => now.find((layer) => layer.kind === kind)?.words === said);
  };
  const putOn = (look: LookWords): void => {
    props.studio.putOn(look);
    announce(words.putOn(look.name));
  };
  const trying = async (work: () => Promise<void>): Promise<void> => {
    setFailure(null);
    try {
      await work();
    } catch (error) {
      setFailure(toFailure(error));
    }
  };
  const takeIn = (file: File): Promise<void> =>
    trying(async () => {
      const taken = await looks.takeIn(file);
      choose(words.mine);
      say({ text: words.takenIn(taken.looks.length, taken.name) });
    });
  const remove = (look: SavedLook): Promise<void> =>
    trying(async () => {
      await looks.remove(look.id);
      say({ text: words.removed(look.name), action: { label: words.undo, run: () => void looks.restore(look) } });
    });
  const rename = (look: SavedLook): void => {
    setNamed(look);
    setRenaming(true);
  };
  const renamed = async (name: string): Promise<void> => {
    const look = named();
    if (look) await trying(() => looks.rename(look.id, name));
  };
  const shoot = async (): Promise<void> => {
    const id = await props.studio.photoshoot(collection());
    if (id !== undefined) props.onShoot(id);
  };

  return (
    <Dialog
      open
      broad
      title={words.title}
      onClose={() => props.onClose()}
      actions={
        <>
          <Button look="primary" detail={cost()} disabled={collection().looks.length === 0} onClick={() => void shoot()}>
            {words.shoot(collection().looks.length, pictures())}
          </Button>
          <Button look="quiet" onClick={() => props.onClose()}>
            {words.done}
          </Button>
        </>
      }
    >
      <div class={styles["bar"]}>
        <div class={styles["choose"]}>
          <Select
            label={words.collection}
            options={all().map(({ name }) => ({ value: name, label: name }))}
            value={collection().name}
            onChange={choose}
          />
        </div>
        <Button look="quiet" icon="add" onClick={() => setSaving(true)}>
          {words.save}
        </Button>
        <Button look="quiet" icon="up" onClick={() => input.click()}>
          {words.takeIn}
        </Button>
        <Button look="quiet" icon="down" onClick={() => looks.handOut(collection())}>
          {words.handOut}
        </Button>
        <input
          ref={input}
          hidden
          type="file"
          accept=".json,application/json"
          aria-label={words.takeIn}
          onChange={(event) => {
            const [file] = event.currentTarget.files ?? [];
            event.currentTarget.value = "";
            if (file) void takeIn(file);
          }}
        />
      </div>
      <Show when={failure() ?? tiles.failure()}>
        {(what) => <FailureNotice {...failureWords(what())} details={failureDetails(what())} />}
      </Show>
      <Show when={jobs.busy()}>
        <p class={styles["waiting"]}>{studioWords.picker.waiting}</p>
      </Show>
      <ul class={styles["looks"]} aria-label={collection().name}>
        <For each={collection().looks}>
          {(look) => (
            <li class={styles["look"]}>
              <PickerTile name={look.name} pressed={isOn(look)} request={props.studio.tryOn(look)} onPress={() => putOn(look)} />
              <Show when={isSaved(look) && look}>
                {(own) => (
                  <div class={styles["menu"]}>
                    <Menu
                      label={words.more(own().name)}
                      groups={[
                        {
                          items: [
                            { label: words.rename, icon: "edit", onSelect: () => rename(own()) },
                            {
                              label: words.handOutOne,
                              icon: "down",
                              onSelect: () => looks.handOut({ name: own().name, looks: [own()] }),
                            },
                            { label: words.remove, icon: "trash", danger: true, onSelect: () => void remove(own()) },
                          ],
                        },
                      ]}
                    />
                  </div>
                )}
              </Show>
            </li>
          )}
        </For>
      </ul>
      <Show when={shoots().length > 0}>
        <section class={styles["shoots"]}>
          <h3 class={styles["heading"]}>{words.shoots}</h3>
          <ul>
            <For each={shoots()}>
              {(each) => (
                <li>
                  <button type="button" class={styles["shoot"]} onClick={() => props.onShoot(each.id)}>
                    {words.shootLine(each.name, each.drawn, each.of)}
                  </button>
                </li>
              )}
            </For>
          </ul>
        </section>
      </Show>
      <SaveLook
        studio={props.studio}
        open={saving()}
        onClose={() => setSaving(false)}
        onSave={(look) =>
          trying(async () => {
            await looks.save(look);
            choose(words.mine);
            announce(words.saved(look.name));
          })
        }
      />
      <Naming
        open={renaming()}
        title={words.rename}
        label={words.name}
        save={words.rename}
        name={named()?.name ?? ""}
        onClose={() => setRenaming(false)}
        onSave={renamed}
      />
    </Dialog>
  );
}
