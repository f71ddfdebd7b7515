/**
 * @file The settings: appearance, what is kept, what the network has seen, keyboard, and the way to make all of it go.
 */
import { For } from "solid-js";
import { OWN_STEPS } from "~/contracts/recipe";
import { useServices } from "~/services/context";
import { setLedgerOpen } from "~/services/ledger";
import { Button } from "~/ui/button/Button";
import { Segmented } from "~/ui/field/Segmented";
import { Page, Section } from "~/ui/text/Page";
import { Drawn } from "./Drawn";
import { Erase } from "./Erase";
import styles from "./Settings.module.css";
import { Storage } from "./Storage";
import { words } from "./words";

const THEMES = ["system", "light", "dark"] as const;
const CARES = ["briefly", "thoroughly", "own"] as const;

export default function Settings() {
  const { vault } = useServices();
  const steps = (): number => {
    const care = vault.care();
    return typeof care === "number" ? care : OWN_STEPS.usual;
  };
  const way = () => {
    const care = vault.care();
    return typeof care === "number" ? "own" : care;
  };
  return (
    <Page title={words.title} lede={words.lede}>
      <Section title={words.look.title}>
        <div class={styles["narrow"]}>
          <Segmented
            label={words.look.label}
            hideLabel
            value={vault.theme()}
            segments={THEMES.map((value) => ({ value, label: words.look.segments[value] }))}
            onChange={(theme) => vault.setTheme(theme)}
          />
        </div>
      </Section>
      <Section title={words.care.title} note={words.care.note}>
        <div class={styles["narrow"]}>
          <Segmented
            label={words.care.title}
            hideLabel
            value={way()}
            segments={CARES.map((value) => ({ value, label: words.care.segments[value](steps()) }))}
            onChange={(chosen) => vault.setCare(chosen === "own" ? steps() : chosen)}
          />
        </div>
      </Section>
      <Section title={words.storage.title}>
        <Storage />
      </Section>
      <Section title={words.network.title} note={words.network.note}>
        <div>
          <Button look="plain" icon="shield" onClick={() => setLedgerOpen(true)}>
            {words.network.open}
          </Button>
        </div>
      </Section>
      <Section title={words.drawn.title} note={words.drawn.note}>
        <Drawn />
      </Section>
      <Section title={words.keyboard.title}>
        <dl class={styles["keys"]}>
          <For each={words.keyboard.keys}>
            {([keys, does]) => (
              <div>
                <dt>{keys}</dt>
                <dd>{does}</dd>
              </div>
            )}
          </For>
        </dl>
      </Section>
      <Section title={words.erase.title} note={words.erase.body}>
        <Erase />
      </Section>
    </Page>
  );
}
