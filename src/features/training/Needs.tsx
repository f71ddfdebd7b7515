/** @file What training waits for when the pack is not on this device, and the way to get it. */
import { useServices } from "~/services/context";
import { installing } from "~/services/installing";
import { Acquire } from "~/ui/progress/Acquire";
import styles from "./Training.module.css";
import { words } from "./words";

export function Needs() {
  const { packs } = useServices();
  return (
    <div class={styles["needs"]}>
      <p class={styles["lede"]}>{words.needs(packs.current.name)}</p>
      <Acquire {...installing(packs, packs.current.id)} get={words.install} />
    </div>
  );
}
