/**
 * @file What a pack says of itself: whose faces, which sizes, what it needs and whether this device has it, under which licence, and what
 * guards its pictures.
 */
import { For, Show } from "solid-js";
import { missingOf } from "~/contracts/abilities";
import type { DeviceVerdict } from "~/contracts/inference-api";
import { isPack, type Pack } from "~/contracts/manifest";
import { useServices } from "~/services/context";
import { capabilities } from "~/services/device";
import type { PackEntry } from "~/services/packs";
import { bytes } from "~/ui/text/numbers";
import styles from "./Facts.module.css";
import { words } from "./words";

export function Facts(props: { readonly entry: PackEntry; readonly since: string | undefined }) {
  const { inference, packs } = useServices();
  const pack = () => props.entry.pack;
  /** Elsewhere than where the pack draws it does not work at all. */
  const isPreviewer = (): boolean => {
    const bundle = pack();
    return "serves" in bundle && bundle.serves === "previews";
  };
  /** What is not with a pack, and the tool that would bring it. */
  const missing = (draws: Pack): readonly string[] => {
    const whole = packs.equipped(draws);
    return missingOf(whole).map((each) => {
      const tool = packs.couldBring(whole).find(({ serves }) => (serves === "edits" ? each === "edit" : each === "regions"));
      return tool ? words.facts.comesWith(words.facts.without[each], tool.name) : words.facts.without[each];
    });
  };
  const drawnBy = (backend: DeviceVerdict["backend"]): string => {
    const fallen = packs.fallenBack(pack().id);
    if (fallen?.length && isPreviewer()) return words.facts.failed;
    if (backend === "wasm" || !fallen?.length) return words.facts.draws[backend];
    return fallen === "all" ? words.facts.tooSmall : words.facts.inPart;
  };
  const here = (): string => {
    const { memory } = capabilities();
    const verdict = inference.verdict();
    return [
      memory === undefined ? words.facts.memoryUnsaid : words.facts.memory(memory, memory >= pack().needs.memory),
      ...(verdict ? [drawnBy(verdict.backend)] : []),
    ].join(" ");
  };
  /** What draws; a tool does not. */
  const drawn = () => {
    const bundle = pack();
    return isPack(bundle) ? bundle : undefined;
  };
  return (
    <dl class={styles["facts"]}>
      <Show when={drawn()}>
        {(draws) => (
          <>
            <div>
              <dt>{words.facts.reads}</dt>
              <dd>{words.facts[draws().reads]}</dd>
            </div>
            <div>
              <dt>{words.facts.size}</dt>
              <dd>{words.facts.sizes(draws().sizes)}</dd>
            </div>
          </>
        )}
      </Show>
      <div>
        <dt>{words.facts.bytes}</dt>
        <dd>
          {bytes(props.entry.bytes)}
          <Show when={props.since}>{(day) => <>. {words.since(day())}</>}</Show>
        </dd>
      </div>
      <div>
        <dt>{words.facts.needs}</dt>
        <dd>{words.facts.needsWords(pack().needs)}</dd>
      </div>
      <div>
        <dt>{words.facts.here}</dt>
        <dd>{here()}</dd>
      </div>
      <div>
        <dt>{words.facts.licence}</dt>
        <dd>
          {pack().licence.name}. {pack().licence.limits}
          <For each={pack().includes}>
            {(part) => (
              <>
                <br />
                {part.name}: {part.licence.name}. {part.licence.limits}
              </>
            )}
          </For>
        </dd>
      </div>
      <Show when={drawn()}>
        {(draws) => (
          <>
            <div>
              <dt>{words.facts.safety}</dt>
              <dd>{draws().safety.checker ?? words.facts.safetyNone(draws().safety.reason)}</dd>
            </div>
            <Show when={missing(draws()).length > 0}>
              <div>
                <dt>{words.facts.missing}</dt>
                <dd>{missing(draws()).join(", ")}</dd>
              </div>
            </Show>
          </>
        )}
      </Show>
      <div>
        <dt>{words.facts.revision}</dt>
        <dd>{pack().revision}</dd>
      </div>
    </dl>
  );
}
