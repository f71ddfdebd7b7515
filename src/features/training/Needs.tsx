/** @file What training waits for when the pack is not on this device, and the way to get it. */
import { useServices } from "~/services/context";
import { installing } from "~/services/installing";
import { Acquire } from "~/ui/progress/Acquire";
import styles from "./Training.module.css";
import { words } from "./words";

export function Needs() {
  const { packs } = useServices();
  const pack = installing(packs, packs.current.id);
  return (
    <div class={styles["needs"]}>
      <p class={styles["lede"]}>{words.needs(packs.current.name)}</p>
      <Acquire
        state={pack.state}
        get={words.install}
        cost={words.installOnce(pack.total)}
        goOn={words.goOn}
        left={(done) => words.installLeft(pack.total - done)}
        progress={words.installing}
        pause={words.pause}
        failure={pack.failure}
        onGet={() => pack.begin()}
        onPause={() => pack.pause()}
      />
    </div>
  );
}
