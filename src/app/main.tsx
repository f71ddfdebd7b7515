/** @file Opens the vault, makes the services, and puts the app on the page. */
import "~/ui/styles/index.css";
import { render } from "solid-js/web";
import { createServices } from "~/services/services";
import { createVault } from "~/services/vault";
import { App } from "./App";
import { Closed, NotOpenYet } from "./Closed";

/** Opening takes a moment; a database that somebody else is about to delete never answers. */
const PATIENCE_MS = 10_000;

async function start(root: HTMLElement): Promise<void> {
  let clear = (): void => undefined;
  const waiting = setTimeout(() => (clear = render(NotOpenYet, root)), PATIENCE_MS);
  const show = (page: Parameters<typeof render>[0]): void => {
    clearTimeout(waiting);
    clear();
    render(page, root);
  };
  try {
    const vault = await createVault(Date.now());
    show(() => {
      // Made before it is passed: an expression in a prop is a getter, and would make them again at every reading.
      const services = createServices(vault);
      return <App services={services} />;
    });
  } catch (error) {
    show(() => <Closed error={error} />);
  }
}

const root = document.getElementById("root");
if (root) void start(root);
