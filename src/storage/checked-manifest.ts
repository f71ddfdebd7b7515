/**
 * @file The manifest that this build was made with, through the door: for the thread that stores, which stores nothing of one that is wrong.
 */
import shipped from "../../models-manifest.json";
import { parseManifest } from "~/contracts/parse-manifest";

/** @throws Failure `manifest-invalid` */
export const checkManifest = (): void => void parseManifest(shipped);
