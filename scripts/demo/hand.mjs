/**
 * @file Two ways of working a page: by pointer, and by keyboard alone. Knows nothing of any screen.
 */

/** @typedef {import("playwright-core").Locator} Locator */

/**
 * @typedef {object} Hand
 * @property {(target: Locator) => Promise<void>} press a button, a link, a summary
 * @property {(target: Locator) => Promise<void>} reach give it the focus
 * @property {(group: Locator, label: string) => Promise<void>} choose one of a group of radio buttons
 */

/** @type {Hand} */
export const pointer = {
  press: (target) => target.click(),
  reach: (target) => target.focus(),
  // A detail may stand behind the label.
  choose: (group, label) =>
    group
      .getByText(new RegExp(`^${label}`))
      .first()
      .click(),
};

/** More presses of Tab than any screen has places to stop at. */
const STOPS = 300;

/** @param {Locator} target */
const isFocused = async (target) => (await target.and(target.page().locator(":focus")).count()) > 0;

/**
 * Tab until it has the focus.
 *
 * @param {Locator} target
 */
async function tabTo(target) {
  await target.waitFor();
  for (let stop = 0; stop < STOPS; stop++) {
    if (await isFocused(target)) return;
    await target.page().keyboard.press("Tab");
  }
  throw new Error(`${target.toString()} cannot be reached with Tab.`);
}

/** @type {Hand} */
export const keyboard = {
  async press(target) {
    await tabTo(target);
    await target.page().keyboard.press("Enter");
  },
  reach: tabTo,
  async choose(group, label) {
    // Only the chosen one of a group stops Tab. Once it is reached, the group is there and can be counted.
    await tabTo(group.getByRole("radio", { checked: true }));
    const count = await group.getByRole("radio").count();
    for (let turn = 0; turn <= count; turn++) {
      if (await isFocused(group.getByRole("radio", { name: new RegExp(`^${label}`) }))) return;
      await group.page().keyboard.press("ArrowRight");
    }
    throw new Error(`${label} cannot be reached with arrows.`);
  },
};
