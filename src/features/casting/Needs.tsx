/** @file What casting waits for when the pack is not on this device, and the way to get it. */
import { useServices } from "~/services/context";
import { installing } from "~/services/installing";
import { Acquire } from "~/ui/progress/Acquire";
import styles from "./Casting.module.css";
import { words } from "./words";

export function Needs() {
  const { packs } = useServices();
  const pack = installing(packs, packs.current.id);
  return (
    <div class={styles["needs"]}>
      <p class={styles["note"]}>{words.needs(packs.current.name)}</p>
      <Acquire
        state={pack.state}
        get={words.install}
        cost={words.once(pack.total)}
        goOn={words.goOn}
        left={(done) => words.left(pack.total - done)}
        progress={words.installing}
        pause={words.pause}
        failure={pack.failure}
        onGet={() => pack.begin()}
        onPause={() => pack.pause()}
      />
    </div>
  );
}
