/** @file The whole page where storage cannot be opened, or has not answered yet: why, and what to do. Nothing else works then. */
import type { JSX } from "solid-js";
import { toFailure } from "~/contracts/failure";
import { failureDetails, failureWords } from "~/services/failure-words";
import { Button } from "~/ui/button/Button";
import { Page } from "~/ui/text/Page";
import styles from "./Closed.module.css";
import { words } from "./words";

function Frame(props: { readonly title: string; readonly why: string; readonly retry: string; readonly children?: JSX.Element }) {
  return (
    <main>
      <div role="alert">
        <Page
          title={props.title}
          lede={props.why}
          before={<p class={styles["brand"]}>{words.product}</p>}
          actions={
            <Button look="primary" onClick={() => location.reload()}>
              {props.retry}
            </Button>
          }
        >
          {props.children}
        </Page>
      </div>
    </main>
  );
}

export function Closed(props: {
  /** Of opening the vault. */
  readonly error: unknown;
}) {
  const failure = () => toFailure(props.error);
  const said = () => failureWords(failure());
  /** What usually frees room is behind the page that does not open. */
  const why = () => (failure().code === "storage-full" ? words.opening.full : said().why);
  const retry = (): string => {
    const { remedy } = said();
    return remedy.kind === "again" || remedy.kind === "reload" ? remedy.label : words.opening.reload;
  };
  return (
    <Frame title={said().happened} why={why()} retry={retry()}>
      <p class={styles["details"]}>
        {words.opening.details} <code>{failureDetails(failure())}</code>
      </p>
    </Frame>
  );
}

/** Goes by itself when storage answers after all. */
export function NotOpenYet() {
  return <Frame title={words.opening.happened} why={words.opening.why} retry={words.opening.reload} />;
}
