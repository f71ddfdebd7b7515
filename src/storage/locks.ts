/**
 * @file Names of the Web Locks that tabs and workers agree on. A lock ends with whoever held it, so a kill frees it.
 */

/** Held by the worker that installs, verifies or removes the pack. */
export const packLock = (packId: string): string => `likeness:pack:${packId}`;

/** Held by the tab that runs the job. */
export const jobLock = (jobId: string): string => `likeness:job:${jobId}`;

/** Held by the tab that takes a sample person's drawings in. */
export const sampleLock = (personaId: string): string => `likeness:sample:${personaId}`;

/** Held by the tab that trains the persona. */
export const trainingLock = (personaId: string): string => `likeness:training:${personaId}`;

/** Held by the tab that makes the masters of kept pictures. */
export const mastersLock = (vaultId: string): string => `likeness:masters:${vaultId}`;

/** Held by each tab that draws somebody who is cast in eight looks. */
export const LOOKS_LOCK = "likeness:looks";
