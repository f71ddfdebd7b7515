/** @file Grades: the picture in other colours, without drawing. */
import { For } from "solid-js";
import { GRADES } from "~/contracts/request";
import { Button } from "~/ui/button/Button";
import { Panel } from "../Panel";
import type { Editor } from "./editor";
import styles from "./Grades.module.css";
import { words } from "./words";

export function Grades(props: { readonly editor: Editor }) {
  return (
    <Panel title={words.grades.title}>
      <p class={styles["hint"]}>{words.grades.hint}</p>
      <div class={styles["grades"]}>
        <For each={GRADES}>
          {(grade) => (
            <Button look="plain" onClick={() => void props.editor.grade(grade)}>
              {words.grades.names[grade]}
            </Button>
          )}
        </For>
      </div>
    </Panel>
  );
}
