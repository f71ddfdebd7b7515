/**
 * @file What draws a mask: tools, the parts of a portrait as commands, and what the mask covers, in words.
 */
import { For, Show } from "solid-js";
import { failureDetails, failureWords } from "~/services/failure-words";
import { Button } from "~/ui/button/Button";
import { IconButton } from "~/ui/button/IconButton";
import { Segmented } from "~/ui/field/Segmented";
import { Slider } from "~/ui/field/Slider";
import { FailureNotice } from "~/ui/text/FailureNotice";
import { Panel } from "../Panel";
import type { KeptMasks as Masks } from "./kept-masks";
import { KeptMasks } from "./KeptMasks";
import { BRUSH, COMMANDS, LOOKS, REGIONS, TOOLS, ZOOM, type Masking } from "./masking";
import styles from "./MaskTools.module.css";
import { words } from "./words";

function Keys() {
  return (
    <details class={styles["keys"]}>
      <summary>{words.mask.keys}</summary>
      <dl>
        <For each={words.mask.keyList}>
          {([keys, what]) => (
            <div>
              <dt>{keys}</dt>
              <dd>{what}</dd>
            </div>
          )}
        </For>
      </dl>
    </details>
  );
}

export function MaskTools(props: { readonly masking: Masking; readonly kept: Masks }) {
  const tools = () => TOOLS.filter((tool) => tool !== "part" || props.masking.findsParts);
  const draws = () => props.masking.tool() === "brush" || props.masking.tool() === "eraser";
  return (
    <Panel
      title={words.mask.title}
      tools={
        <div class={styles["tools"]}>
          <IconButton
            icon="undo"
            label={words.mask.undo}
            disabled={!props.masking.canUndo()}
            onClick={() => props.masking.undo()}
          />
          <IconButton
            icon="redo"
            label={words.mask.redo}
            disabled={!props.masking.canRedo()}
            onClick={() => props.masking.redo()}
          />
        </div>
      }
    >
      <p class={styles["hint"]}>{words.mask.hint}</p>
      <ul class={styles["regions"]} aria-label={words.mask.regions}>
        <For each={props.masking.findsParts ? REGIONS : []}>
          {(region) => (
            <li>
              <Button look="plain" disabled={props.masking.looking()} onClick={() => void props.masking.region(region, "add")}>
                {words.mask.select(region)}
              </Button>
              <IconButton
                icon="close"
                label={words.mask.without(region)}
                disabled={props.masking.empty() || props.masking.looking()}
                onClick={() => void props.masking.region(region, "subtract")}
              />
            </li>
          )}
        </For>
      </ul>
      <Show when={props.masking.failure()}>
        {(failure) => <FailureNotice {...failureWords(failure())} details={failureDetails(failure())} />}
      </Show>
      <Segmented
        label={words.mask.tool}
        value={props.masking.tool()}
        segments={tools().map((tool) => ({ value: tool, label: words.mask.tools[tool] }))}
        columns={4}
        onChange={(tool) => props.masking.take(tool)}
      />
      <Show when={props.masking.tool() === "part"}>
        <p class={styles["hint"]}>{words.mask.partHint}</p>
      </Show>
      <Show when={draws()}>
        <div class={styles["brush"]}>
          <Slider
            label={words.mask.size}
            min={BRUSH.smallest}
            max={BRUSH.largest}
            step={1}
            value={Math.round(props.masking.brush().size)}
            say={words.mask.pixels}
            onChange={(size) => props.masking.setBrush({ size })}
          />
          <Slider
            label={words.mask.hardness}
            min={0}
            max={1}
            step={0.05}
            value={props.masking.brush().hardness}
            say={words.mask.share}
            onChange={(hardness) => props.masking.setBrush({ hardness })}
          />
        </div>
      </Show>
      <div class={styles["commands"]} role="group" aria-label={words.mask.commands}>
        <For each={COMMANDS}>
          {(command) => (
            <Button
              look="quiet"
              disabled={props.masking.empty() && command !== "all" && command !== "invert"}
              onClick={() => props.masking.run(command)}
            >
              {words.mask.names[command]}
            </Button>
          )}
        </For>
      </div>
      <div class={styles["commands"]} role="group" aria-label={words.mask.zoom}>
        <Button look="quiet" onClick={() => props.masking.setZoom(props.masking.zoom() * ZOOM.step)}>
          {words.mask.closer}
        </Button>
        <Button look="quiet" onClick={() => props.masking.setZoom(props.masking.zoom() / ZOOM.step)}>
          {words.mask.farther}
        </Button>
        <Button look="quiet" onClick={() => props.masking.fit()}>
          {words.mask.fit}
        </Button>
      </div>
      <div role="status" class={styles["covers"]}>
        <p>{props.masking.looking() ? words.mask.looking : words.mask.covers(props.masking.covers())}</p>
        <ul aria-label={words.mask.list}>
          <For each={props.masking.within()}>{({ region, share }) => <li>{words.mask.within(region, share)}</li>}</For>
        </ul>
      </div>
      <KeptMasks masking={props.masking} kept={props.kept} />
      <div class={styles["look"]}>
        <Segmented
          label={words.mask.look}
          value={props.masking.look()}
          segments={LOOKS.map((look) => ({ value: look, label: words.mask.looks[look] }))}
          onChange={(look) => props.masking.setLook(look)}
        />
      </div>
      <p id="mask-keys" class="sr-only">
        {words.mask.described}
      </p>
      <Keys />
    </Panel>
  );
}
