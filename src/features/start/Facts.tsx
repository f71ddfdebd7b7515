/**
 * @file Three things worth knowing before the first press: whose face, what draws, and where things are kept.
 */
import { createResource } from "solid-js";
import { useServices } from "~/services/context";
import { capabilities } from "~/services/device";
import { isKept } from "~/services/storage-use";
import styles from "./Facts.module.css";
import { words } from "./words";

/** Pictures that a time is taken from. */
const RECENT = 9;

export function Facts() {
  const { inference, packs, pictures } = useServices();
  const drawn = pictures.of(() => null);
  const [kept] = createResource(isKept);
  const device = (): string => {
    const verdict = inference.verdict();
    if (!verdict) return words.device.later;
    if (verdict.backend === "webgpu") return words.device.webgpu;
    return verdict.threads > 1 ? words.device.threads(verdict.threads) : words.device.single;
  };
  /** Of the latest pictures, the one in the middle. */
  const measured = (): string => {
    const times = (drawn() ?? []).slice(0, RECENT).map(({ seconds }) => seconds);
    const middle = times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)];
    return middle === undefined ? "" : words.device.measured(middle, times.length);
  };
  return (
    <dl class={styles["facts"]}>
      <div>
        <dt>{words.reads.title}</dt>
        <dd>
          {words.reads.body(packs.embedded.name)} {words.reads.four}
        </dd>
      </div>
      <div>
        <dt>{words.device.title}</dt>
        <dd>
          {words.device.browser(capabilities().cores)} {device()} {measured()}
        </dd>
      </div>
      <div>
        <dt>{words.keeping.title}</dt>
        <dd>
          {words.keeping.body} {kept() ? words.keeping.kept : words.keeping.notKept}
        </dd>
      </div>
    </dl>
  );
}
