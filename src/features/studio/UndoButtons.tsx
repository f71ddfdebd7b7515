/**
 * @file Undo and redo of what is set in the studio, as two buttons and as the keys that everybody knows.
 */
import { announce } from "~/ui/text/announce";
import { IconButton } from "~/ui/button/IconButton";
import type { Studio } from "./studio";
import styles from "./UndoButtons.module.css";
import { words } from "./words";

function go(studio: Studio, way: "undo" | "redo"): void {
  const changed = way === "undo" ? studio.undo() : studio.redo();
  if (changed) announce(way === "undo" ? words.undo.undone(changed) : words.undo.redone(changed));
}

/** A field that nobody has told otherwise takes back its own typing. */
const isTypedInto = (target: EventTarget | null): boolean =>
  (target instanceof HTMLTextAreaElement ||
    (target instanceof HTMLInputElement && !["range", "checkbox", "radio", "button"].includes(target.type))) &&
  target.dataset["undo"] !== "studio";

/** @returns whether the key was one of them */
export function undoByKey(event: KeyboardEvent, studio: Studio): boolean {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || isTypedInto(event.target)) return false;
  const key = event.key.toLowerCase();
  if (key !== "z" && !(key === "y" && !event.shiftKey)) return false;
  event.preventDefault();
  go(studio, key === "y" || event.shiftKey ? "redo" : "undo");
  return true;
}

export function UndoButtons(props: { readonly studio: Studio }) {
  return (
    <div class={styles["buttons"]} role="group" aria-label={words.undo.label}>
      <IconButton
        icon="undo"
        label={words.undo.undo}
        disabled={!props.studio.canUndo()}
        onClick={() => go(props.studio, "undo")}
      />
      <IconButton
        icon="redo"
        label={words.undo.redo}
        disabled={!props.studio.canRedo()}
        onClick={() => go(props.studio, "redo")}
      />
    </div>
  );
}
