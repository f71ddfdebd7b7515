/**
 * @file What is done in the gallery: one step for each verb, as a person does it, through roles and names.
 */

/** @typedef {import("playwright-core").Page} Page */
/**
 * @typedef {object} Step
 * @property {string} name of its file
 * @property {string} title
 * @property {string} asked
 * @property {"drawn" | "changed" | "file"} [from] the picture that was drawn, unless it says otherwise
 * @property {(page: Page) => Promise<void>} act
 */

/**
 * @param {string} layer
 * @param {string} text
 * @returns {Step["act"]}
 */
const change = (layer, text) => async (page) => {
  await page.getByRole("button", { name: new RegExp(`^Change ${layer}: `) }).click();
  const dialog = page.getByRole("dialog", { name: `Change ${layer}` });
  await dialog.getByRole("textbox").fill(text);
  await dialog.getByRole("button", { name: "Draw it" }).click();
};

/**
 * @param {string} verb
 * @param {string} region
 * @param {string} [text]
 * @returns {Step["act"]}
 */
const within = (verb, region, text) => async (page) => {
  await page.getByRole("button", { name: `Select ${region}`, exact: true }).click();
  await page.getByText(/^The mask covers \d+ %/).waitFor();
  await page.getByRole("radio", { name: verb, exact: true }).press("Space");
  if (text !== undefined) await page.getByRole("textbox", { name: /^What to (add|draw there)/ }).fill(text);
  await page.getByRole("button", { name: `${verb} it`, exact: true }).click();
};

/**
 * @param {string} name
 * @returns {Step["act"]}
 */
const press = (name) => (page) => page.getByRole("button", { name, exact: true }).click();

/**
 * The verb of the studio: the picture on the stage, drawn once more.
 *
 * @type {Omit<Step, "from">}
 */
export const VARY = {
  name: "vary",
  title: "Vary",
  asked: "all of it, close to it",
  act: async (page) => {
    await page.getByRole("button", { name: "Vary", exact: true }).click();
    await page.getByRole("group", { name: "Vary this picture" }).getByRole("button", { name: /^Draw/ }).click();
  },
};

/** Those of the editor. @type {readonly Step[]} */
export const STEPS = [
  { name: "hair", title: "Change a layer: hair", asked: "short curly red hair", act: change("hair", "short curly red hair") },
  {
    name: "outfit",
    title: "Change a layer: outfit",
    asked: "wearing a black leather jacket",
    act: change("outfit", "wearing a black leather jacket"),
  },
  { name: "scene", title: "Replace the background", asked: "in a library", act: change("scene", "in a library") },
  { name: "light", title: "Change a layer: light", asked: "golden hour light", act: change("light", "golden hour light") },
  { name: "expression", title: "Change a layer: expression", asked: "laughing", act: change("expression", "laughing") },
  {
    name: "words",
    title: "Change by words",
    asked: "make the blazer burgundy",
    act: async (page) => {
      await page.getByRole("textbox", { name: "What should change" }).fill("make the blazer burgundy");
      await page.keyboard.press("Enter");
    },
  },
  {
    name: "fill",
    title: "Fill a mask",
    asked: "the clothes: a mustard turtleneck",
    act: within("Fill", "clothes", "wearing a mustard turtleneck"),
  },
  { name: "improve", title: "Improve detail", asked: "the hair", act: within("Improve", "hair") },
  { name: "add", title: "Add", asked: "the face: glasses", act: within("Add", "face", "glasses") },
  {
    name: "remove",
    title: "Remove",
    asked: "the hair, which the picture’s words name still: it is drawn again",
    act: within("Remove", "hair"),
  },
  {
    name: "expand",
    title: "Expand",
    asked: "to a ratio of 1:1",
    act: async (page) => {
      await page.getByRole("button", { name: /^1:1/ }).click();
      await page.getByRole("button", { name: "Expand it", exact: true }).click();
    },
  },
  {
    name: "back",
    title: "Switch a layer off",
    asked: "the hair, after it was changed",
    from: "changed",
    act: (page) => page.getByRole("button", { name: /^Switch hair off: / }).click(),
  },
  { name: "true", title: "Grade: true to life", asked: "colours only", act: press("True to life") },
  { name: "warm", title: "Grade: warm", asked: "colours only", act: press("Warm") },
  { name: "cool", title: "Grade: cool", asked: "colours only", act: press("Cool") },
  { name: "matte", title: "Grade: matte", asked: "colours only", act: press("Matte") },
  { name: "mono", title: "Grade: black and white", asked: "colours only", act: press("Black and white") },
  {
    name: "imported",
    title: "A drawing that came in as a file",
    asked: "hair: a short black bob",
    from: "file",
    act: change("hair", "a short black bob"),
  },
];
