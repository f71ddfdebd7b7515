import { expect, test } from "vitest";
import { parseQuery } from "./query.ts";
import { suggest, type Values } from "./suggest.ts";

const VALUES: Values = {
  personas: ["Mara Lind", "Ana"],
  tags: ["spring 2026", "web"],
  packs: ["atelier"],
  verbs: ["draw", "vary"],
  looks: (field) => (field === "hair" ? ["a short bob", "long curls"] : []),
};

const offers = (text: string, caret = text.length) => suggest(text, caret, VALUES).map(({ label }) => label);
const taken = (text: string, label: string, caret = text.length) =>
  suggest(text, caret, VALUES).find((each) => each.label === label)?.text;

test("a field's name, then its values", () => {
  expect(offers("pers")).toEqual(["persona:"]);
  expect(offers("st")).toEqual(["stars>=", "steps>="]);
  expect(taken("pers", "persona:")).toBe("persona:");
  expect(offers("persona:")).toEqual(["Mara Lind", "Ana"]);
  expect(taken("blazer persona:ma", "Mara Lind")).toBe('blazer persona:"Mara Lind" ');
  expect(offers("hair:bo")).toEqual(["a short bob"]);
  expect(offers("-mark:re")).toEqual(["reject"]);
  expect(taken("-mark:re", "reject")).toBe("-mark:reject ");
});

test("what begins so comes before what only has it in it", () => {
  expect(offers("persona:a")).toEqual(["Ana", "Mara Lind"]);
});

test("in the middle of a text, the rest stays", () => {
  expect(taken("per stars>=4", "persona:", 3)).toBe("persona: stars>=4");
  expect(taken("tag:w stars>=4", "web", 5)).toBe("tag:web stars>=4");
});

test("nothing is offered where nothing is being typed, or where it is typed already", () => {
  expect([offers(""), offers("blazer "), offers("zzz"), offers("persona:ana"), offers("colour:r")]).toEqual([[], [], [], [], []]);
});

test("whatever is taken reads back as that field", () => {
  for (const text of ["persona:", "tag:", "hair:", "mark:", "stars>=", "date:", "pack:", "verb:"])
    for (const { text: whole } of suggest(text, text.length, VALUES)) {
      const { terms, misread } = parseQuery(whole, 0);
      expect(misread, whole).toEqual([]);
      expect(`${terms.length} ${whole.startsWith(terms[0]!.field)}`, whole).toBe("1 true");
    }
});
