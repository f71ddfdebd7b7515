/**
 * @file What was asked for and stopped: named, with a way to have it drawn after all. What was drawn before it stays.
 */
import { Button } from "~/ui/button/Button";
import { Notice } from "~/ui/text/Notice";
import type { Editor } from "./editor";
import styles from "./Undrawn.module.css";
import { words } from "./words";

export function Undrawn(props: { readonly editor: Editor }) {
  const count = () => props.editor.undrawn().length;
  return (
    <div class={styles["undrawn"]} role="status">
      <Notice
        tone="plain"
        title={words.undrawn.stopped(count(), props.editor.result() !== undefined)}
        why={words.undrawn.which(props.editor.undrawn())}
        action={
          <>
            <Button look="plain" onClick={() => void props.editor.again()}>
              {words.undrawn.goOn(count())}
            </Button>
            <Button look="quiet" onClick={() => void props.editor.dismiss()}>
              {words.dismiss}
            </Button>
          </>
        }
      />
    </div>
  );
}
