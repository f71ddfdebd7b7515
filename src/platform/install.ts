/**
 * @file Installing the app itself, where the browser offers it.
 *
 * The browser's offer comes once and early, so it is caught when this module is loaded and kept until somebody asks.
 */
import { createSignal, type Accessor } from "solid-js";

interface InstallPrompt extends Event {
  prompt(): Promise<{ readonly outcome: "accepted" | "dismissed" }>;
}

const [offer, setOffer] = createSignal<InstallPrompt | null>(null);

globalThis.addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  setOffer(event as InstallPrompt);
});
globalThis.addEventListener("appinstalled", () => setOffer(null));

export const canInstall: Accessor<boolean> = () => offer() !== null;

/** Shows the browser's own dialogue. An offer can be used once. @returns whether it was accepted */
export async function install(): Promise<boolean> {
  const prompt = offer();
  setOffer(null);
  return (await prompt?.prompt())?.outcome === "accepted";
}
