/**
 * @file The editor: the picture of the address, whoever it shows and whatever draws them; or why there is nothing to edit.
 *
 * Every edit makes a new picture that names this one; keeping it goes on from there.
 */
import { useNavigate, useParams } from "@solidjs/router";
import { createMemo, Match, on, Show, Switch } from "solid-js";
import type { Picture } from "~/contracts/records";
import { useServices } from "~/services/context";
import { Button, ButtonLink } from "~/ui/button/Button";
import { Page } from "~/ui/text/Page";
import { createEditor } from "./editor";
import type { Loss } from "./Missing";
import { forgetForward, Room } from "./Room";
import { words } from "./words";

export default function EditorScreen() {
  const params = useParams<{ pictureId: string }>();
  const navigate = useNavigate();
  const { personas, packs, pictures } = useServices();
  const all = pictures.of(() => null);
  const trashed = pictures.trashed();
  const found = createMemo(() => all()?.find(({ id }) => id === params.pictureId));
  // One that is taken away in another tab stays on the screen, with the mask and the words that belong to it.
  const picture = createMemo<Picture | undefined>((last) => found() ?? (last?.id === params.pictureId ? last : undefined));
  const inTrash = () => trashed()?.some(({ id }) => id === params.pictureId) === true;
  const loss = (): Loss | null => {
    if (found() !== undefined || trashed() === undefined) return null;
    return inTrash() ? "trashed" : "deleted";
  };
  const persona = createMemo(() => {
    const of = picture();
    return of && personas.byId(of.personaId);
  });
  // A row that comes back is another object, and the same person's.
  const personaId = createMemo(() => picture()?.personaId ?? "");
  // oxlint-disable-next-line solid/reactivity -- what a live query is asked for
  const models = personas.models(personaId);
  const active = createMemo(() => models()?.find(({ id, status }) => id === persona()?.activeModelId && status === "ready"));
  const pack = createMemo(() => {
    const model = active();
    return model && packs.revisionOf(model.pack);
  });
  /** Another picture, version or tool makes another room; nothing else does. */
  const key = createMemo(() => {
    const [of, drawn] = [picture(), pack()];
    return of && drawn && [of.id, active()?.id, ...(drawn.beside ?? []).map(({ id }) => id)].join(" ");
  });
  const editor = createMemo(
    on(key, (made) => {
      const [of, who, model, drawn] = [picture(), persona(), active(), pack()];
      if (made === undefined || !of || !who || !model || !drawn) return undefined;
      return createEditor(who, model, drawn, of, (id) => {
        forgetForward();
        navigate(`/edit/${id}`);
      });
    }),
  );
  return (
    <Show when={all() !== undefined && personas.all() !== undefined && (picture() === undefined || models() !== undefined)}>
      <Switch>
        <Match when={!picture() && inTrash()}>
          <Page title={words.missing.trashed} lede={words.missing.trashedWhy}>
            <Button look="primary" onClick={() => void pictures.restore([params.pictureId])}>
              {words.lost.putBack}
            </Button>
          </Page>
        </Match>
        <Match when={!picture() || !persona()}>
          <Page title={words.missing.title} lede={words.missing.why}>
            <ButtonLink look="primary" href="/library">
              {words.missing.library}
            </ButtonLink>
          </Page>
        </Match>
        <Match when={editor()} keyed>
          {(room) => <Room editor={room} all={all() ?? []} loss={loss()} />}
        </Match>
        <Match when={persona()}>
          {(who) => (
            <Page title={words.untrained.title(who().name)} lede={words.untrained.why}>
              <ButtonLink look="primary" href={`/personas/${who().id}/training`}>
                {words.untrained.go}
              </ButtonLink>
            </Page>
          )}
        </Match>
      </Switch>
    </Show>
  );
}
