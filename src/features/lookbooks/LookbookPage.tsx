/**
 * @file One lookbook: its pages in order, and the ways to show it and to take it away.
 */
import { useNavigate, useParams, useSearchParams } from "@solidjs/router";
import { createSignal, For, Show } from "solid-js";
import type { Lookbook } from "~/contracts/records";
import { useServices } from "~/services/context";
import { Button } from "~/ui/button/Button";
import { Menu } from "~/ui/overlay/Menu";
import { Naming } from "~/ui/overlay/Naming";
import { say } from "~/ui/overlay/toasts";
import { BackLink } from "~/ui/text/BackLink";
import { Page } from "~/ui/text/Page";
import { AddPictures } from "./AddPictures";
import { createBook } from "./book";
import styles from "./LookbookPage.module.css";
import { PageRow } from "./PageRow";
import { Presenter } from "./Presenter";
import { TakeAway } from "./TakeAway";
import { words } from "./words";

function Known(props: { readonly lookbook: Lookbook }) {
  const { lookbooks } = useServices();
  const navigate = useNavigate();
  const book = createBook(() => props.lookbook);
  const [search] = useSearchParams<{ export?: string }>();
  const [asking, setAsking] = createSignal<"rename" | "add" | "present" | "export" | undefined>(
    // oxlint-disable-next-line solid/reactivity -- an address asks once, when it is opened
    search.export ? "export" : undefined,
  );
  const [dragged, setDragged] = createSignal<string>();
  const count = () => (book.pages() ?? []).length;
  const close = (): void => {
    setAsking(undefined);
  };

  const remove = async (): Promise<void> => {
    const { id, name } = props.lookbook;
    const takeBack = await lookbooks.remove(id);
    say({
      text: words.book.deleted(name),
      seconds: 10,
      action: { label: words.book.undo, run: () => void takeBack().then(() => say({ text: words.book.undone(name) })) },
    });
    navigate("/lookbooks");
  };

  return (
    <Page
      title={props.lookbook.name}
      lede={count() > 0 ? words.book.pages(count()) : words.book.empty}
      before={<BackLink href="/lookbooks">{words.book.back}</BackLink>}
      actions={
        <>
          <Show when={count() > 0}>
            <Button look="primary" icon="down" onClick={() => setAsking("export")}>
              {words.book.export}
            </Button>
            <Button look="plain" icon="full" onClick={() => setAsking("present")}>
              {words.book.present}
            </Button>
          </Show>
          <Button look={count() > 0 ? "plain" : "primary"} icon="add" onClick={() => setAsking("add")}>
            {words.book.add}
          </Button>
          <Menu
            label={words.book.moreFor(props.lookbook.name)}
            groups={[
              { items: [{ label: words.book.rename, icon: "edit", onSelect: () => setAsking("rename") }] },
              { items: [{ label: words.book.delete, icon: "trash", danger: true, onSelect: () => void remove() }] },
            ]}
          >
            {words.book.more}
          </Menu>
        </>
      }
    >
      <div class={styles["book"]}>
        <Show when={book.inTrash() > 0}>
          <p class={styles["note"]}>{words.book.trash(book.inTrash())}</p>
        </Show>
        <ol class={styles["pages"]}>
          {/* By id: a page whose words change keeps its fields, and the focus in them. */}
          <For each={(book.pages() ?? []).map(({ id }) => id)}>
            {(id, index) => (
              <Show when={book.pages()?.find((each) => each.id === id)}>
                {(shown) => (
                  <PageRow
                    lookbook={props.lookbook}
                    book={book}
                    shown={shown()}
                    number={index() + 1}
                    of={count()}
                    dragged={dragged()}
                    onDrag={setDragged}
                  />
                )}
              </Show>
            )}
          </For>
        </ol>
        <Show when={count() > 1}>
          <p class={styles["note"]}>{words.book.keys}</p>
        </Show>
      </div>
      <Naming
        open={asking() === "rename"}
        title={words.naming.rename}
        label={words.naming.name}
        hint={words.naming.hint}
        save={words.naming.save}
        name={props.lookbook.name}
        onClose={close}
        onSave={(name) => lookbooks.rename(props.lookbook.id, name)}
      />
      <AddPictures
        book={book}
        open={asking() === "add"}
        onClose={close}
        onAdd={(ids) => void lookbooks.add(props.lookbook.id, ids)}
      />
      <TakeAway
        lookbookId={props.lookbook.id}
        pages={count()}
        pageOf={(pictureId) => (book.pages() ?? []).findIndex(({ id }) => id === pictureId) + 1}
        open={asking() === "export"}
        onClose={close}
      />
      <Show when={asking() === "present" && count() > 0}>
        <Presenter name={props.lookbook.name} pages={book.pages() ?? []} onClose={close} />
      </Show>
    </Page>
  );
}

export default function LookbookPage() {
  const params = useParams<{ bookId: string }>();
  const { lookbooks } = useServices();
  return (
    <Show when={lookbooks.all()}>
      <Show
        when={lookbooks.byId(params.bookId)}
        fallback={
          <Page
            title={words.book.missing}
            lede={words.book.missingLede}
            before={<BackLink href="/lookbooks">{words.book.back}</BackLink>}
          />
        }
      >
        {(lookbook) => <Known lookbook={lookbook()} />}
      </Show>
    </Show>
  );
}
