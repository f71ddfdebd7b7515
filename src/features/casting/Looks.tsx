/**
 * @file The chosen one in eight looks while they are drawn and checked, and what to do where too few came out.
 */
import { For, Show } from "solid-js";
import { FEWEST_PHOTOGRAPHS } from "~/contracts/faces";
import { useServices } from "~/services/context";
import { Button } from "~/ui/button/Button";
import { Frame } from "~/ui/picture/Frame";
import { Pixels } from "~/ui/picture/Pixels";
import { Progress } from "~/ui/progress/Progress";
import { Spinner } from "~/ui/progress/Spinner";
import { Notice } from "~/ui/text/Notice";
import { Section } from "~/ui/text/Page";
import styles from "./Looks.module.css";
import { words } from "./words";

export function Looks(props: { readonly onAgain: () => void }) {
  const { castingLooks } = useServices();
  const { state } = castingLooks;
  const good = () => state.tiles.filter(({ verdict }) => verdict === "good").length;
  return (
    <Section title={words.looks.title(state.name)} note={words.looks.lede}>
      <Show when={state.phase === "drawing"}>
        <div class={styles["progress"]}>
          <Progress
            label={words.looks.progress}
            value={good()}
            max={state.tiles.length}
            words={words.looks.done(good(), state.tiles.length, state.round, state.secondsLeft)}
          />
        </div>
      </Show>
      <Show when={state.phase === "storing"}>
        <p class={styles["storing"]} role="status">
          <Spinner /> {words.looks.storing}
        </p>
      </Show>
      <Show when={state.phase === "too-few"}>
        <Notice tone="warn" title={words.looks.tooFew(good(), FEWEST_PHOTOGRAPHS)} />
      </Show>
      <ul class={styles["looks"]} aria-label={words.looks.label}>
        <For each={state.tiles}>
          {(tile, index) => (
            <li>
              <Frame src={null} alt="">
                <Show when={tile.preview}>
                  {(preview) => <Pixels pixels={preview()} label={words.looks.look(index() + 1, state.tiles.length)} />}
                </Show>
              </Frame>
              <p class={styles["verdict"]} data-verdict={tile.verdict}>
                {words.looks.verdict[tile.verdict]}
              </p>
            </li>
          )}
        </For>
      </ul>
      <Show when={state.phase !== "storing"}>
        <div class={styles["actions"]}>
          <Show when={state.phase === "too-few"}>
            <Button look="primary" onClick={() => props.onAgain()}>
              {words.looks.again}
            </Button>
          </Show>
          <Button look="quiet" icon="back" onClick={() => void castingLooks.dismiss()}>
            {words.looks.cancel}
          </Button>
        </div>
      </Show>
    </Section>
  );
}
