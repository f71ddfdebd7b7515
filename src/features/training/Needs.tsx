/** @file What training waits for when the pack is not on this device, and the way to get it. */
import type { Pack } from "~/contracts/manifest";
import { useServices } from "~/services/context";
import { installing } from "~/services/installing";
import { Acquire } from "~/ui/progress/Acquire";
import styles from "./Training.module.css";
import { words } from "./words";

export function Needs(props: { readonly pack: Pack }) {
  const { packs } = useServices();
  return (
    <div class={styles["needs"]}>
      <p class={styles["lede"]}>{words.needs(props.pack.name)}</p>
      <Acquire {...installing(packs, props.pack.id)} get={words.install} />
    </div>
  );
}
