/**
 * @file Says what failed when nobody waited for it: a mark, a tag or a caption that could not be saved.
 *
 * A screen shows the failures of what it waits for. The rest ends here, so that nothing fails in silence.
 */
import { useNavigate } from "@solidjs/router";
import { onCleanup } from "solid-js";
import { isAbort, isFailure } from "~/contracts/failure";
import { failureWords, type Remedy } from "~/services/failure-words";
import { say, type Said } from "~/ui/overlay/toasts";

/** Two sentences and a decision. */
const SECONDS = 20;

export function StrayFailures() {
  const navigate = useNavigate();
  const actionOf = (remedy: Remedy): Said["action"] => {
    if (remedy.kind === "go") return { label: remedy.label, run: () => navigate(remedy.href) };
    return remedy.kind === "reload" ? { label: remedy.label, run: () => location.reload() } : undefined;
  };
  let last = "";
  const hear = (event: PromiseRejectionEvent): void => {
    const reason: unknown = event.reason;
    if (isAbort(reason) || !isFailure(reason)) return;
    event.preventDefault();
    const { happened, why, remedy } = failureWords(reason);
    const text = `${happened} ${why}`;
    // One full disk refuses many rows at once, and is said once.
    if (text === last) return;
    last = text;
    setTimeout(() => (last = ""), 1000 * SECONDS);
    say({ text, seconds: SECONDS, action: actionOf(remedy) });
  };
  window.addEventListener("unhandledrejection", hear);
  onCleanup(() => window.removeEventListener("unhandledrejection", hear));
  return null;
}
