/** @file All services of a page, made in the order in which they need each other. */
import { openDownload } from "~/threads/download";
import { createCasting, type Casting } from "./casting";
import { createCastingLooks, type CastingLooks } from "./casting-looks";
import { createDrafts, type Drafts } from "./drafts";
import { createEdits, type Edits } from "./edits";
import { createExports, type Exports } from "./exports";
import { createImports, type Imports } from "./imports";
import { createInference, type Inference } from "./inference";
import { createJobs, type Jobs } from "./jobs";
import { createLearning, type LearningRoom } from "./learning";
import { createLookbooks, type Lookbooks } from "./lookbooks";
import { createLooks, type Looks } from "./looks";
import { createMasters, type Masters } from "./masters";
import { createPacks, type Packs } from "./packs";
import { createPersonas, type Personas } from "./personas";
import { createPhotographs, type Photographs } from "./photographs";
import { createPictures, type Pictures } from "./pictures";
import { createReplays, type Replays } from "./replays";
import { createTiles, type Tiles } from "./tiles";
import type { Vault } from "./vault";
import { createVersions, type Versions } from "./versions";

export interface Services {
  readonly vault: Vault;
  readonly packs: Packs;
  readonly inference: Inference;
  readonly personas: Personas;
  readonly photographs: Photographs;
  readonly casting: Casting;
  readonly castingLooks: CastingLooks;
  readonly learning: LearningRoom;
  readonly versions: Versions;
  readonly jobs: Jobs;
  readonly tiles: Tiles;
  readonly pictures: Pictures;
  readonly edits: Edits;
  readonly imports: Imports;
  readonly masters: Masters;
  readonly lookbooks: Lookbooks;
  readonly looks: Looks;
  readonly replays: Replays;
  readonly drafts: Drafts;
  readonly exports: Exports;
}

/** Call inside a Solid root that lives as long as the page. */
export function createServices(vault: Vault): Services {
  const download = openDownload();
  const inference = createInference();
  // A photograph that cannot be looked at says so on its own screen.
  const lookAtAll = () => void photographs.inspectAll().catch(() => undefined);
  const packs = createPacks(download, inference.verdict, lookAtAll);
  const personas = createPersonas(vault);
  const drafts = createDrafts(vault);
  const photographs = createPhotographs({ vault, inference, packs, personas, download });
  const jobs = createJobs({ vault, inference });
  const edits = createEdits({ vault, inference });
  const masters = createMasters({ vault, inference, packs, jobs });
  const casting = createCasting({ inference, packs, drafts });
  lookAtAll();
  void photographs.resume().catch(() => undefined);
  return {
    vault,
    packs,
    inference,
    personas,
    photographs,
    casting,
    castingLooks: createCastingLooks({ casting, drafts, packs, personas, photographs }),
    learning: createLearning({ vault, inference, packs }),
    versions: createVersions({ vault, inference, packs }),
    jobs,
    tiles: createTiles({ vault, inference, jobs }),
    pictures: createPictures(vault),
    edits,
    imports: createImports({ vault, inference, packs }),
    masters,
    lookbooks: createLookbooks(vault),
    looks: createLooks(vault),
    replays: createReplays({ vault, packs, jobs, edits }),
    drafts,
    exports: createExports({ vault, personas, drafts, masters }),
  };
}
