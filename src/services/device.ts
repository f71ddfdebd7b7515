/** @file What this browser and device offer, for the screen that says it. */
export { capabilities, saidFreeBytes } from "~/platform/capabilities";
