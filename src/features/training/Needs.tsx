/** @file What training waits for when the pack is not on this device, and the way to get it. */
import { useServices } from "~/services/context";
import { failureDetails, failureWords } from "~/services/failure-words";
import { Acquire } from "~/ui/progress/Acquire";
import { isAbort, isFailure } from "~/contracts/failure";
import styles from "./Training.module.css";
import { words } from "./words";

export function Needs() {
  const { packs } = useServices();
  const total = () => packs.list()?.find((entry) => entry.pack.id === packs.current.id)?.bytes ?? 0;
  const state = () => packs.stateOf(packs.current.id) ?? { phase: "absent" as const };
  const failure = () => {
    const at = state();
    return at.phase === "failed" ? { ...failureWords(at.failure), details: failureDetails(at.failure) } : undefined;
  };
  const get = (): void => {
    packs.install(packs.current.id).catch((error: unknown) => {
      // The state shows a failure, and a pause is what was asked for.
      if (!isFailure(error) && !isAbort(error)) throw error;
    });
  };
  return (
    <div class={styles["needs"]}>
      <p class={styles["lede"]}>{words.needs(packs.current.name)}</p>
      <Acquire
        state={state()}
        get={words.install}
        cost={words.installOnce(total())}
        goOn={words.goOn}
        left={(done) => words.installLeft(total() - done)}
        progress={words.installing}
        pause={words.pause}
        failure={failure()}
        onGet={get}
        onPause={() => packs.pause(packs.current.id)}
      />
    </div>
  );
}
