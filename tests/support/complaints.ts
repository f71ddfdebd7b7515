/** @file What pages and their workers complain of in the console: warnings, errors, and exceptions that nobody caught. */
import type { BrowserContext } from "playwright-core";

/** @returns a list that grows, one line per complaint */
export function complaintsOf(context: BrowserContext): readonly string[] {
  const found: string[] = [];
  context.on("console", (message) => {
    if (message.type() === "warning" || message.type() === "error") found.push(`${message.type()}: ${message.text()}`);
  });
  context.on("weberror", (error) => found.push(`exception: ${error.error().message}`));
  return found;
}
