/** @file What casting waits for when the pack is not on this device, and the way to get it. */
import { useServices } from "~/services/context";
import { installing } from "~/services/installing";
import { Acquire } from "~/ui/progress/Acquire";
import styles from "./Casting.module.css";
import { words } from "./words";

export function Needs() {
  const { packs } = useServices();
  return (
    <div class={styles["needs"]}>
      <p class={styles["note"]}>{words.needs(packs.embedded.name)}</p>
      <Acquire {...installing(packs, packs.embedded.id)} get={words.install} />
    </div>
  );
}
