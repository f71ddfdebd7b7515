/**
 * @file Undo and redo of what is set in the studio, as two buttons and as the keys that everybody knows.
 */
import { announce } from "~/ui/text/announce";
import { IconButton } from "~/ui/button/IconButton";
import type { Studio } from "./studio";
import { undoKey } from "./undo-key";
import styles from "./UndoButtons.module.css";
import { words } from "./words";

function go(studio: Studio, way: "undo" | "redo"): void {
  const changed = way === "undo" ? studio.undo() : studio.redo();
  if (changed) announce(way === "undo" ? words.undo.undone(changed) : words.undo.redone(changed));
}

/** @returns whether the key was one of them */
export function undoByKey(event: KeyboardEvent, studio: Studio): boolean {
  const way = undoKey(event);
  if (way === undefined) return false;
  event.preventDefault();
  go(studio, way);
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
