/**
 * @file One persona: where they stand, what to do next, and everything that is learned from.
 */
import { useNavigate, useParams } from "@solidjs/router";
import { createSignal, Show } from "solid-js";
import { ASKED_PHOTOGRAPHS, FEWEST_PHOTOGRAPHS } from "~/contracts/faces";
import type { Persona } from "~/contracts/records";
import { useServices } from "~/services/context";
import { ButtonLink } from "~/ui/button/Button";
import { Menu } from "~/ui/overlay/Menu";
import { BackLink } from "~/ui/text/BackLink";
import { onDay } from "~/ui/text/numbers";
import { Page, Section } from "~/ui/text/Page";
import { ChoosePack } from "./ChoosePack";
import { DeletePersona } from "./DeletePersona";
import { MovePersona } from "./MovePersona";
import styles from "./PersonaPage.module.css";
import { Photographs } from "./Photographs";
import { usable } from "./readiness";
import { RenamePersona } from "./RenamePersona";
import { words } from "./words";

function Known(props: { readonly persona: Persona }) {
  const { packs, personas, photographs } = useServices();
  const navigate = useNavigate();
  const [asking, setAsking] = createSignal<"rename" | "move" | "pack" | "delete">();
  const pack = () => packs.of(props.persona);
  /** Somebody invented is a drawing, and stays with the pack that drew them. */
  const others = () => (props.persona.source === "photographs" ? packs.usable().filter(({ id }) => id !== pack().id) : []);
  const mine = photographs.of(() => props.persona.id);
  const versions = personas.models(() => props.persona.id);
  const active = () => (versions() ?? []).find(({ id, status }) => id === props.persona.activeModelId && status === "ready");
  const client = () => (personas.clients() ?? []).find(({ id }) => id === props.persona.clientId);
  const count = () => usable(mine() ?? []).length;
  const training = () => `/personas/${props.persona.id}/training`;

  const status = (): string => {
    const model = active();
    const retrain = (versions() ?? []).some((each) => each.status === "retrain");
    const trained = model ? words.page.status.trained(model.version) : words.page.status[retrain ? "retrain" : "untrained"];
    return `${words.page.status.from[props.persona.source]} ${trained}`.trimStart();
  };
  const advice = (): string => {
    if (count() < FEWEST_PHOTOGRAPHS) return words.page.stillNeeded(FEWEST_PHOTOGRAPHS - count());
    return count() < ASKED_PHOTOGRAPHS ? words.page.better : words.page.enough;
  };

  return (
    <Page
      title={props.persona.name}
      lede={status()}
      before={<BackLink href="/personas">{words.page.back}</BackLink>}
      actions={
        <>
          <Show
            when={active()}
            fallback={
              <Show when={count() >= FEWEST_PHOTOGRAPHS} fallback={<p class={styles["advice"]}>{advice()}</p>}>
                <ButtonLink look="primary" href={`${training()}?begin=yes`}>
                  {words.page.train(props.persona.name)}
                </ButtonLink>
                <p class={styles["advice"]}>{advice()}</p>
              </Show>
            }
          >
            <ButtonLink look="primary" href={`/studio/${props.persona.id}`}>
              {words.page.studio}
            </ButtonLink>
            <ButtonLink look="plain" href={training()}>
              {words.page.versions}
            </ButtonLink>
          </Show>
          <Menu
            label={words.page.more(props.persona.name)}
            groups={[
              {
                items: [
                  { label: words.page.rename, icon: "edit", onSelect: () => setAsking("rename") },
                  { label: words.page.move, icon: "forward", onSelect: () => setAsking("move") },
                  ...(others().length > 0
                    ? [{ label: words.pack.change, icon: "image" as const, onSelect: () => setAsking("pack") }]
                    : []),
                ],
              },
              { items: [{ label: words.page.delete, icon: "trash", danger: true, onSelect: () => setAsking("delete") }] },
            ]}
          >
            {words.page.moreShort}
          </Menu>
        </>
      }
    >
      <Photographs persona={props.persona} photographs={mine() ?? []} />

      <Section title={words.page.about}>
        <dl class={styles["about"]}>
          <div>
            <dt>{words.page.trigger}</dt>
            <dd>
              <code class={styles["trigger"]}>{props.persona.trigger}</code> {words.page.triggerHint}
            </dd>
          </div>
          <div>
            <dt>{words.create.pack}</dt>
            <dd>{pack().name}</dd>
          </div>
          <div>
            <dt>{words.create.client}</dt>
            <dd>{client()?.name}</dd>
          </div>
          <div>
            <dt>{words.page.consent}</dt>
            <dd>
              {props.persona.consent
                ? words.page.consentAt(onDay(props.persona.consent.at), props.persona.consent.statement)
                : words.page.noConsent}
            </dd>
          </div>
          <div>
            <dt>{words.page.since}</dt>
            <dd>{onDay(props.persona.createdAt)}</dd>
          </div>
        </dl>
      </Section>

      <RenamePersona persona={props.persona} open={asking() === "rename"} onClose={() => setAsking(undefined)} />
      <ChoosePack persona={props.persona} open={asking() === "pack"} onClose={() => setAsking(undefined)} />
      <MovePersona persona={props.persona} open={asking() === "move"} onClose={() => setAsking(undefined)} />
      <DeletePersona
        persona={props.persona}
        open={asking() === "delete"}
        onClose={() => setAsking(undefined)}
        onDeleted={() => navigate("/personas")}
      />
    </Page>
  );
}

export default function PersonaPage() {
  const params = useParams<{ personaId: string }>();
  const { personas } = useServices();
  return (
    <Show when={personas.all()}>
      <Show
        when={personas.byId(params.personaId)}
        fallback={
          <Page
            title={words.page.gone}
            lede={words.page.goneLede}
            before={<BackLink href="/personas">{words.page.back}</BackLink>}
          />
        }
      >
        {(persona) => <Known persona={persona()} />}
      </Show>
    </Show>
  );
}
