import { expect, test } from "vitest";
import { embedFaces } from "../../tests/eval/faces.ts";
import { openJudge, openPack } from "../../tests/eval/pack.ts";
import { asJudged, drawn, peopleOf } from "../../tests/eval/pictures.ts";
import { readSet } from "../../tests/eval/set.ts";
import { mean } from "./metrics.mjs";

const STRENGTHS = [0, 0.5, 1.4] as const;
const CASES = 4;

test("the stronger a layer, the surer the judge that the picture shows it", { timeout: 600_000 }, async () => {
  const set = readSet();
  const open = openPack();
  const judge = await openJudge();
  const seen = set.cases.filter(({ look }) => look["hair_colour"] !== undefined && look["scene"] !== undefined);
  const cases = seen.slice(0, CASES);
  const wanted = new Set(cases.map(({ person }) => person));
  const faces = set.faces.filter(({ person }) => wanted.has(person));
  const people = peopleOf(open, await embedFaces(open, faces));

  const sure: { readonly hair: number; readonly scene: number }[] = [];
  for (const strength of STRENGTHS) {
    const hair: number[] = [];
    const scene: number[] = [];
    for (const asked of cases) {
      const strengths = { hair: strength, scene: strength };
      const image = await drawn(open, await people.learned(asked.person), asked, { preset: "draft", strengths });
      const said = await judge.confidence(asJudged(image));
      hair.push(said["hair_colour"]![asked.look["hair_colour"]!]!);
      scene.push(said["scene"]![asked.look["scene"]!]!);
    }
    sure.push({ hair: mean(hair), scene: mean(scene) });
  }

  const [off, half, full] = sure;
  for (const layer of ["hair", "scene"] as const) {
    expect(half![layer], `${layer} at ${STRENGTHS[1]}`).toBeGreaterThan(off![layer]);
    expect(full![layer], `${layer} at ${STRENGTHS[2]}`).toBeGreaterThan(half![layer]);
  }
});
