/**
 * @file Packs that are known, and whose graphs' stand-ins are drawn rightly, but that cannot be offered: each with what it lacks.
 *
 * They are told of, never fetched and never run. One that lacks nothing belongs into the manifest.
 */
import { type Pack, parseManifest, sourceOf } from "./manifest.ts";
import { isPinned } from "./pack-files.ts";

/**
 * `revision`: nobody has pinned which revision of its repository it is. `faces`: nothing finds and tells faces in photographs.
 * `safety`: nothing looks at its pictures before anybody does. `person`: nothing leads from a person's photographs into its networks.
 */
export type Lack = "revision" | "faces" | "safety" | "person";

export interface Candidate {
  readonly pack: Pack;
  readonly lacks: readonly Lack[];
}

export function lacksOf(pack: Pack): readonly Lack[] {
  const sources = pack.files.flatMap((file) => sourceOf(pack, file) ?? []);
  const lacks: Readonly<Record<Lack, boolean>> = {
    revision: !sources.every(isPinned),
    faces: pack.graphs.face_detector === undefined || pack.graphs.face_embedder === undefined,
    safety: pack.reads === "photographs" && pack.safety.checker === null,
    person: pack.identity.channels.length === 0,
  };
  return (Object.keys(lacks) as Lack[]).filter((lack) => lacks[lack]);
}

/**
 * @param told  contents of models-candidates.json
 * @param known of models-manifest.json, for its hubs and its parts
 * @throws Failure `manifest-invalid`
 */
export function parseCandidates(told: object, known: object): readonly Candidate[] {
  return parseManifest({ ...known, ...told }, false).packs.map((pack) => ({ pack, lacks: lacksOf(pack) }));
}
