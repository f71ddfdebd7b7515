/**
 * @file The packs that are known and cannot be offered yet, compiled in beside the manifest and checked once.
 */
import told from "../../models-candidates.json";
import known from "../../models-manifest.json";
import { type Candidate, parseCandidates } from "~/contracts/candidates";

export const candidates: readonly Candidate[] = parseCandidates(told, known);
