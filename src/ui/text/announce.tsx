/**
 * @file Says things to people who do not see the screen: progress when there is a pause, failures at once.
 */
import { createSignal } from "solid-js";

const [polite, setPolite] = createSignal("");
const [assertive, setAssertive] = createSignal("");

export function announce(text: string, urgency: "polite" | "assertive" = "polite"): void {
  const set = urgency === "polite" ? setPolite : setAssertive;
  // The same words twice would not be spoken the second time; a no-break space makes them different.
  set((last) => (last === text ? `${text}\u00A0` : text));
}

/** The two live regions; once, in the shell. */
export function Announcer() {
  return (
    <>
      <div class="sr-only" role="status" aria-live="polite">
        {polite()}
      </div>
      <div class="sr-only" role="alert" aria-live="assertive">
        {assertive()}
      </div>
    </>
  );
}
