/**
 * @file What came of an edit: seen beside what was there, with what it did to the likeness, before anybody keeps it.
 */
import { createEffect, on } from "solid-js";
import type { Picture } from "~/contracts/records";
import { Button } from "~/ui/button/Button";
import { Segmented } from "~/ui/field/Segmented";
import { say } from "~/ui/overlay/toasts";
import { announce } from "~/ui/text/announce";
import { dropOf } from "./drop";
import type { Editor } from "./editor";
import styles from "./Review.module.css";
import { words } from "./words";

export type Shown = "before" | "after";

interface Props {
  readonly editor: Editor;
  readonly result: Picture;
  readonly shown: Shown;
  readonly onShow: (shown: Shown) => void;
}

export function Review(props: Props) {
  const drop = () => {
    const found = dropOf(props.editor.picture.likeness, props.result.likeness);
    const measured = found.kind === "falls" || found.kind === "better";
    return props.result.request.edit?.verb === "grade" && measured ? { ...found, kind: "graded" as const } : found;
  };
  const said = () => words.review.drop[drop().kind](props.editor.picture.likeness, props.result.likeness, drop().by);
  const warned = () => drop().kind === "falls" || drop().kind === "lost";
  createEffect(
    on(
      () => props.result.id,
      () => announce(`${words.review.ready} ${said()}`),
    ),
  );
  const discard = async (): Promise<void> => {
    const { undo } = await props.editor.discard();
    say({ text: words.review.discarded, action: { label: words.review.undo, run: () => void undo() } });
  };
  return (
    <section class={styles["review"]} aria-label={words.review.title}>
      <Segmented
        label={words.review.view}
        hideLabel
        value={props.shown}
        segments={[
          { value: "before", label: words.review.before },
          { value: "after", label: words.review.after },
        ]}
        onChange={(shown) => props.onShow(shown)}
      />
      <p class={styles["drop"]} data-warn={warned() ? "" : undefined}>
        {said()}
      </p>
      <div class={styles["verbs"]}>
        <Button look="primary" icon="check" onClick={() => void props.editor.keep()}>
          {words.review.keep}
        </Button>
        <Button look="plain" icon="dice" onClick={() => void props.editor.another()}>
          {words.review.another}
        </Button>
        <Button look="quiet" icon="close" onClick={() => void discard()}>
          {words.review.discard}
        </Button>
      </div>
    </section>
  );
}
