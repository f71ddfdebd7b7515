/** @file The studio without a name in the address: whoever was drawn last, or anybody who can be drawn, or the way there. */
import { Navigate } from "@solidjs/router";
import { Show } from "solid-js";
import { useServices } from "~/services/context";
import { ButtonLink } from "~/ui/button/Button";
import { Page } from "~/ui/text/Page";
import { lastPersona } from "./last-persona";
import { words } from "./words";

export function StudioDoor() {
  const { personas } = useServices();
  const trained = () => (personas.all() ?? []).filter((persona) => persona.activeModelId !== null);
  const next = () => trained().find((persona) => persona.id === lastPersona()) ?? trained()[0];
  return (
    <Show when={personas.all()}>
      <Show
        when={next()}
        fallback={
          <Page
            title={words.studio.title}
            lede={words.studio.nobody}
            actions={
              <>
                <ButtonLink look="primary" href="/personas">
                  {words.studio.personas}
                </ButtonLink>
                <ButtonLink look="quiet" href="/start">
                  {words.studio.start}
                </ButtonLink>
              </>
            }
          />
        }
      >
        {(persona) => <Navigate href={`/studio/${persona().id}`} />}
      </Show>
    </Show>
  );
}
