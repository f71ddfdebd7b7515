/** @file Opens the vault, makes the services, and puts the app on the page. */
import "~/ui/styles/index.css";
import { render } from "solid-js/web";
import { createServices } from "~/services/services";
import { createVault } from "~/services/vault";
import { App } from "./App";
import { Broken } from "./Broken";

async function start(root: HTMLElement): Promise<void> {
  try {
    const vault = await createVault(Date.now());
    render(() => {
      // Made before it is passed: an expression in a prop is a getter, and would make them again at every reading.
      const services = createServices(vault);
      return <App services={services} />;
    }, root);
  } catch (error) {
    render(() => <Broken error={error} onAgain={() => location.reload()} />, root);
  }
}

const root = document.getElementById("root");
if (root) void start(root);
