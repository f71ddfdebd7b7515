/**
 * @file A drawing that came from elsewhere, to be edited by a persona's model: by button, dropped or pasted.
 */
import { useNavigate, useParams } from "@solidjs/router";
import { createMemo, createSignal, Match, Show, Switch } from "solid-js";
import { isAbort, toFailure, type Failure } from "~/contracts/failure";
import type { Pack } from "~/contracts/manifest";
import type { Persona } from "~/contracts/records";
import { useServices } from "~/services/context";
import { failureDetails, failureWords } from "~/services/failure-words";
import { ButtonLink } from "~/ui/button/Button";
import { DropZone } from "~/ui/field/DropZone";
import { Spinner } from "~/ui/progress/Spinner";
import { BackLink } from "~/ui/text/BackLink";
import { FailureNotice } from "~/ui/text/FailureNotice";
import { Page } from "~/ui/text/Page";
import styles from "./Import.module.css";
import { words } from "./words";

const ACCEPT = "image/png,image/jpeg,image/webp,image/*";

function Way(props: { readonly persona: Persona; readonly pack: Pack }) {
  const { imports } = useServices();
  const navigate = useNavigate();
  const [coming, setComing] = createSignal<string>();
  const [failure, setFailure] = createSignal<Failure | null>(null);
  const take = async ([file]: readonly File[]): Promise<void> => {
    if (!file || coming() !== undefined) return;
    setFailure(null);
    setComing(file.name);
    try {
      navigate(`/edit/${await imports.add(props.persona.id, file)}`);
    } catch (error) {
      if (!isAbort(error)) setFailure(toFailure(error));
    } finally {
      setComing(undefined);
    }
  };
  return (
    <div class={styles["way"]}>
      <DropZone
        label={words.import.label}
        choose={words.import.choose}
        accept={ACCEPT}
        hint={
          <Show when={coming()} fallback={words.import.hint[props.pack.reads](props.pack.name)}>
            {(name) => (
              <span class={styles["coming"]} role="status">
                <Spinner /> {words.import.coming(name())}
              </span>
            )}
          </Show>
        }
        onFiles={(files) => void take(files)}
      />
      <Show when={failure()}>{(what) => <FailureNotice {...failureWords(what())} details={failureDetails(what())} />}</Show>
    </div>
  );
}

export default function ImportScreen() {
  const params = useParams<{ personaId: string }>();
  const { personas, packs } = useServices();
  const persona = createMemo(() => personas.byId(params.personaId));
  const models = personas.models(() => params.personaId);
  const pack = () => {
    const model = models()?.find(({ id, status }) => id === persona()?.activeModelId && status === "ready");
    return model && packs.revisionOf(model.pack);
  };
  return (
    <Show when={personas.all() !== undefined && models() !== undefined}>
      <Switch>
        <Match when={!persona()}>
          <Page title={words.import.missing}>
            <ButtonLink look="plain" href="/personas">
              {words.import.people}
            </ButtonLink>
          </Page>
        </Match>
        <Match when={!pack() && persona()}>
          {(who) => (
            <Page title={words.untrained.title(who().name)} lede={words.untrained.why}>
              <ButtonLink look="primary" href={`/personas/${who().id}/training`}>
                {words.untrained.go}
              </ButtonLink>
            </Page>
          )}
        </Match>
        <Match when={persona()}>
          {(who) => (
            <Page
              title={words.import.title}
              lede={words.import.lede(who().name)}
              before={<BackLink href={`/studio/${who().id}`}>{words.back(who().name)}</BackLink>}
            >
              <Way persona={who()} pack={pack()!} />
            </Page>
          )}
        </Match>
      </Switch>
    </Show>
  );
}
