/**
 * @file All lookbooks, each by its first pages.
 */
import { useNavigate } from "@solidjs/router";
import { createSignal, For, Show } from "solid-js";
import { thumbnailId, type Lookbook, type Picture } from "~/contracts/records";
import { useServices } from "~/services/context";
import { Button, ButtonLink } from "~/ui/button/Button";
import { Naming } from "~/ui/overlay/Naming";
import { Frame } from "~/ui/picture/Frame";
import { Card } from "~/ui/text/Card";
import { Page } from "~/ui/text/Page";
import styles from "./Lookbooks.module.css";
import { words } from "./words";

function Leaf(props: { readonly picture: Picture | undefined }) {
  const { pictures } = useServices();
  const url = pictures.image(() => props.picture && thumbnailId(props.picture.id));
  return <Frame src={url()} alt="" />;
}

function BookCard(props: { readonly book: Lookbook; readonly pictures: readonly Picture[] }) {
  const there = () => props.book.pages.flatMap((page) => props.pictures.find(({ id }) => id === page.pictureId) ?? []);
  return (
    <Card
      href={`/lookbooks/${props.book.id}`}
      name={props.book.name}
      cover={
        <div class={styles["cover"]}>
          <Leaf picture={there()[0]} />
          <Leaf picture={there()[1]} />
          <Leaf picture={there()[2]} />
        </div>
      }
    >
      <p>{words.list.pages(there().length)}</p>
    </Card>
  );
}

export default function Lookbooks() {
  const { lookbooks, pictures } = useServices();
  const navigate = useNavigate();
  const all = pictures.of(() => null);
  const [naming, setNaming] = createSignal(false);
  const create = async (name: string): Promise<void> => navigate(`/lookbooks/${await lookbooks.create(name, [])}`);
  return (
    <Show when={lookbooks.all()}>
      {(books) => (
        <Page
          title={words.list.title}
          lede={books().length > 0 ? words.list.lede : words.list.empty}
          actions={
            <>
              <Button look="primary" icon="add" onClick={() => setNaming(true)}>
                {words.list.create}
              </Button>
              <ButtonLink look="quiet" href="/library">
                {words.list.library}
              </ButtonLink>
            </>
          }
        >
          <ul class={styles["cards"]}>
            <For each={books()}>
              {(book) => (
                <li>
                  <BookCard book={book} pictures={all() ?? []} />
                </li>
              )}
            </For>
          </ul>
          <Naming
            open={naming()}
            title={words.naming.create}
            label={words.naming.name}
            hint={words.naming.hint}
            save={words.naming.make}
            name=""
            onClose={() => setNaming(false)}
            onSave={create}
          />
        </Page>
      )}
    </Show>
  );
}
