/**
 * @file What to do next, once a shoot is done: which keys judge it, and, when pictures were kept, the ways on.
 */
import { useNavigate } from "@solidjs/router";
import { createMemo, createSignal, Show } from "solid-js";
import { useServices } from "~/services/context";
import { Button } from "~/ui/button/Button";
import { onDay } from "~/ui/text/numbers";
import styles from "./Kept.module.css";
import type { Studio } from "./studio";
import { words } from "./words";

export function Kept(props: { readonly studio: Studio }) {
  const { lookbooks } = useServices();
  const navigate = useNavigate();
  const [packing, setPacking] = createSignal(false);
  const kept = createMemo(() => props.studio.shoot().filter(({ mark }) => mark === "keep"));

  /** Into the lookbook of this person and day, which is made where there is none, and on to its export. */
  const takeAway = async (): Promise<void> => {
    setPacking(true);
    try {
      const ids = kept().map(({ id }) => id);
      const name = words.kept.book(props.studio.persona.name, onDay(Date.now()));
      const there = (lookbooks.all() ?? []).find((book) => book.name === name);
      if (there) await lookbooks.add(there.id, ids);
      navigate(`/lookbooks/${there?.id ?? (await lookbooks.create(name, ids))}?export=yes`);
    } finally {
      setPacking(false);
    }
  };

  return (
    <Show when={kept().length > 0} fallback={<p class={styles["keys"]}>{words.stage.keys}</p>}>
      <p role="status">{words.kept.said(kept().length)}</p>
      <Button look="quiet" disabled={packing()} onClick={() => void takeAway()}>
        {words.kept.takeAway}
      </Button>
      <Button look="quiet" onClick={() => props.studio.surprise()}>
        {words.kept.another}
      </Button>
    </Show>
  );
}
