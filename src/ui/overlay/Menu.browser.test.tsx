import { render } from "solid-js/web";
import { afterEach, expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { Dialog } from "./Dialog.tsx";
import { Menu } from "./Menu.tsx";

let dispose: () => void = () => undefined;
afterEach(() => dispose());

const frame = (): Promise<void> => new Promise((resolve) => requestAnimationFrame(() => resolve()));

/** Those that whoever does not see the page is told of. */
const told = (role: string): readonly Element[] =>
  [...document.querySelectorAll(`[role="${role}"]`)].filter((element) => element.closest('[aria-hidden="true"]') === null);

test("a menu that is opened in a dialog is there for whoever does not see it, and acts", async () => {
  const chosen: string[] = [];
  const item = (label: string) => ({ label, onSelect: () => void chosen.push(label) });
  dispose = render(
    () => (
      <Dialog open title="Looks" onClose={() => undefined}>
        <Menu label="More for Theirs" groups={[{ items: [item("Rename"), item("Remove")] }]} />
      </Dialog>
    ),
    document.body,
  );
  await expect.poll(() => document.querySelector<HTMLElement>('[aria-label="More for Theirs"]')).not.toBeNull();
  await userEvent.click(document.querySelector<HTMLElement>('[aria-label="More for Theirs"]')!);
  await expect.poll(() => document.querySelectorAll('[role="menuitem"]').length).toBe(2);
  // What a dialog hides it hides some frames later.
  for (let frames = 0; frames < 10; frames++) await frame();
  expect(told("menuitem").map(({ textContent }) => textContent.trim())).toEqual(["Rename", "Remove"]);
  await userEvent.click(told("menuitem")[1]!);
  await expect.poll(() => chosen).toEqual(["Remove"]);
  await expect.poll(() => document.querySelectorAll('[role="menuitem"]').length).toBe(0);
  expect(told("dialog")).toHaveLength(1);
});
