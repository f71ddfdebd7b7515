/**
 * @file What an edit needs and this device has no longer: said above the picture's verbs for as long as it is so, with the way on. The mask
 * and the words stay where they are.
 */
import { useNavigate } from "@solidjs/router";
import { Match, Show, Switch } from "solid-js";
import { useServices } from "~/services/context";
import { Button, ButtonLink } from "~/ui/button/Button";
import { Notice } from "~/ui/text/Notice";
import type { Editor } from "./editor";
import styles from "./Missing.module.css";
import { words } from "./words";

/** Of the picture: in the trash, deleted for good, or a row without its file. */
export type Loss = "trashed" | "deleted" | "file";

export function Missing(props: { readonly editor: Editor; readonly loss: Loss | null; readonly hasPack: boolean }) {
  const { drafts, pictures } = useServices();
  const navigate = useNavigate();
  /** Something that came in as a file cannot be drawn again. */
  const wasDrawn = () => props.editor.picture.imported === undefined;
  const drawAgain = (): void => {
    const { id, request, seed } = props.editor.picture;
    drafts.putBack({ request, seed, pictureId: id });
    navigate(`/studio/${props.editor.persona.id}`);
  };
  return (
    <div class={styles["missing"]} role="status">
      <Switch>
        <Match when={props.loss === "trashed"}>
          <Notice
            tone="warn"
            title={words.lost.trashed}
            why={words.lost.trashedWhy}
            action={
              <Button look="plain" onClick={() => void pictures.restore([props.editor.picture.id])}>
                {words.lost.putBack}
              </Button>
            }
          />
        </Match>
        <Match when={props.loss}>
          <Notice
            tone="warn"
            title={props.loss === "file" ? words.lost.file : words.lost.deleted}
            why={wasDrawn() ? words.lost.drawnWhy : words.lost.importedWhy}
            action={
              <Show
                when={wasDrawn()}
                fallback={
                  <ButtonLink look="plain" href="/library">
                    {words.lost.library}
                  </ButtonLink>
                }
              >
                <Button look="plain" onClick={drawAgain}>
                  {words.lost.drawAgain}
                </Button>
              </Show>
            }
          />
        </Match>
        <Match when={!props.hasPack}>
          <Notice
            tone="warn"
            title={words.lost.pack(props.editor.pack.name)}
            why={words.lost.packWhy}
            action={
              <ButtonLink look="plain" href="/models">
                {words.lost.install}
              </ButtonLink>
            }
          />
        </Match>
      </Switch>
    </div>
  );
}
