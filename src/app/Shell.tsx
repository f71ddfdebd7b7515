/**
 * @file The frame around every screen: name, navigation, whose turn it is, and what the network has seen.
 *
 * It remembers where a person is, so that they can come back to it, and moves focus to a new screen for those who do not see it change.
 */
import { useIsRouting, useLocation } from "@solidjs/router";
import { createEffect, createSignal, ErrorBoundary, For, type JSX, on, Show, Suspense } from "solid-js";
import { useServices } from "~/services/context";
import { Button } from "~/ui/button/Button";
import { Dialog } from "~/ui/overlay/Dialog";
import { Toasts } from "~/ui/overlay/toasts";
import { Icon } from "~/ui/icon/Icon";
import { Announcer } from "~/ui/text/announce";
import { Notice } from "~/ui/text/Notice";
import { Broken } from "./Broken";
import { noticePersona, recallPersona } from "./last-persona";
import { isUnder, NAVIGATION } from "./navigation";
import { Badge } from "./Badge";
import { FellBack } from "./FellBack";
import { InstallOffer } from "./InstallOffer";
import { PersonaSwitcher } from "./PersonaSwitcher";
import { createQueueTitle } from "./queue-title";
import styles from "./Shell.module.css";
import { StrayFailures } from "./StrayFailures";
import { UpdateOffer } from "./UpdateOffer";
import { words } from "./words";

function Links(props: { readonly onGo?: (() => void) | undefined }) {
  const location = useLocation();
  return (
    <For each={NAVIGATION}>
      {(entry) => (
        <a
          href={entry.href}
          aria-current={isUnder(location.pathname, entry.href) ? "page" : undefined}
          onClick={() => props.onGo?.()}
        >
          {entry.label}
        </a>
      )}
    </For>
  );
}

export function Shell(props: { readonly children?: JSX.Element }) {
  const { vault } = useServices();
  const location = useLocation();
  const isRouting = useIsRouting();
  const [menu, setMenu] = createSignal(false);
  let main!: HTMLElement;

  createQueueTitle();
  recallPersona(vault);

  createEffect(
    on(
      () => location.pathname,
      (path, before) => {
        noticePersona(vault, path);
        if (path !== "/" && path !== "/start") vault.rememberPlace(path);
        if (before !== undefined && before !== path) main.focus({ preventScroll: true });
      },
    ),
  );

  return (
    <div class={styles["app"]}>
      <a class={styles["skip"]} href="#main">
        {words.skip}
      </a>
      <header class={styles["header"]}>
        <a class={styles["brand"]} href="/start" aria-label={words.home}>
          {words.product}
        </a>
        <nav class={styles["nav"]} aria-label={words.navigation}>
          <Links />
        </nav>
        <div class={styles["tools"]}>
          <PersonaSwitcher />
          <Badge />
          <button
            class={styles["menu"]}
            type="button"
            aria-label={words.menu}
            aria-haspopup="dialog"
            onClick={() => setMenu(true)}
          >
            <Icon name="menu" />
          </button>
        </div>
      </header>
      <main id="main" ref={main} class={styles["main"]} tabIndex={-1} aria-busy={isRouting()}>
        <Show when={vault.superseded()}>
          <div class={styles["banner"]}>
            <Notice
              tone="warn"
              title={words.superseded.happened}
              why={words.superseded.why}
              action={
                <Button look="primary" onClick={() => window.location.reload()}>
                  {words.superseded.reload}
                </Button>
              }
            />
          </div>
        </Show>
        <ErrorBoundary fallback={(error: unknown, reset) => <Broken error={error} onAgain={reset} />}>
          <Suspense>{props.children}</Suspense>
        </ErrorBoundary>
      </main>
      <Dialog open={menu()} onClose={() => setMenu(false)} title={words.menu}>
        <nav class={styles["sheet"]} aria-label={words.navigation}>
          <Links onGo={() => setMenu(false)} />
        </nav>
      </Dialog>
      <Toasts />
      <Announcer />
      <StrayFailures />
      <UpdateOffer />
      <FellBack />
      <InstallOffer />
    </div>
  );
}
