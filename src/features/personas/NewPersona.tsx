/**
 * @file A new persona: a name, and the sentence that says the person agreed.
 */
import { useNavigate, useSearchParams } from "@solidjs/router";
import { createSignal, Show } from "solid-js";
import { type Failure, toFailure } from "~/contracts/failure";
import { useServices } from "~/services/context";
import { failureDetails, failureWords } from "~/services/failure-words";
import { Button } from "~/ui/button/Button";
import { Checkbox } from "~/ui/field/Checkbox";
import { TextField } from "~/ui/field/TextField";
import { BackLink } from "~/ui/text/BackLink";
import { FailureNotice } from "~/ui/text/FailureNotice";
import { Page } from "~/ui/text/Page";
import styles from "./NewPersona.module.css";
import { PackChoice } from "./PackChoice";
import { words } from "./words";

const LONGEST_NAME = 80;

export default function NewPersona() {
  const { packs, personas } = useServices();
  const navigate = useNavigate();
  const [search] = useSearchParams<{ pack?: string }>();
  const [chosen, choose] = createSignal<string>();
  const [name, setName] = createSignal("");
  const [client, setClient] = createSignal<string>();
  const [agreed, setAgreed] = createSignal(false);
  const [tried, setTried] = createSignal(false);
  const [failure, setFailure] = createSignal<Failure>();

  /** As asked for on the way here, as long as it can be used. */
  const packId = () => {
    const wanted = chosen() ?? search.pack;
    return packs.usable().find(({ id }) => id === wanted)?.id ?? packs.embedded.id;
  };
  const clients = () => (personas.clients() ?? []).map((each) => each.name);
  const clientName = () => client() ?? clients()[0] ?? "";

  const create = async (): Promise<void> => {
    setTried(true);
    setFailure(undefined);
    if (name().trim() === "" || !agreed()) return;
    const wanted = clientName().trim();
    const consent = { at: Date.now(), statement: words.create.consent };
    try {
      const whose = wanted === "" ? {} : { clientId: await personas.clientNamed(wanted) };
      const id = await personas.create({ name: name().trim(), source: "photographs", consent, packId: packId(), ...whose });
      navigate(`/personas/${id}`);
    } catch (error) {
      setFailure(toFailure(error));
    }
  };

  return (
    <Page title={words.create.title} lede={words.create.lede} before={<BackLink href="/personas">{words.create.back}</BackLink>}>
      <form
        class={styles["form"]}
        novalidate
        onSubmit={(event) => {
          event.preventDefault();
          void create();
        }}
      >
        <TextField
          label={words.create.name}
          hint={words.create.nameHint}
          value={name()}
          onInput={setName}
          maxLength={LONGEST_NAME}
          required
          error={tried() && name().trim() === "" ? words.create.nameMissing : undefined}
        />
        <TextField
          label={words.create.client}
          hint={words.create.clientHint}
          value={clientName()}
          onInput={setClient}
          suggestions={clients()}
          maxLength={LONGEST_NAME}
        />
        <Show when={packs.usable().length > 1}>
          <div class={styles["consent"]}>
            <PackChoice label={words.create.pack} value={packId()} packs={packs.usable()} onChange={choose} />
            <p class={styles["below"]}>{words.create.packHint}</p>
          </div>
        </Show>
        <div class={styles["consent"]}>
          <Checkbox label={words.create.consent} checked={agreed()} onChange={setAgreed} />
          <p class={styles["hint"]} data-missing={tried() && !agreed() ? "" : undefined} role="status">
            {tried() && !agreed() ? words.create.consentMissing : words.create.consentHint}
          </p>
        </div>
        <Show when={failure()}>
          {(shown) => (
            <FailureNotice {...failureWords(shown())} details={failureDetails(shown())} onAgain={() => void create()} />
          )}
        </Show>
        <div>
          <Button type="submit" look="primary">
            {words.create.create}
          </Button>
        </div>
      </form>
    </Page>
  );
}
