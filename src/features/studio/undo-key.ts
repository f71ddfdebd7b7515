/**
 * @file The keys that everybody knows for undo and redo. A field that nobody has told otherwise takes back its own typing.
 */
const isTypedInto = (target: EventTarget | null): boolean =>
  (target instanceof HTMLTextAreaElement ||
    (target instanceof HTMLInputElement && !["range", "checkbox", "radio", "button"].includes(target.type))) &&
  target.dataset["undo"] !== "studio";

/** @returns which of the two the key means, if it is one of them */
export function undoKey(event: KeyboardEvent): "undo" | "redo" | undefined {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || isTypedInto(event.target)) return undefined;
  const key = event.key.toLowerCase();
  if (key !== "z" && !(key === "y" && !event.shiftKey)) return undefined;
  return key === "y" || event.shiftKey ? "redo" : "undo";
}
