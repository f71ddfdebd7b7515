/**
 * @file Clients and their personas: who is drawn, for whom.
 *
 * Rows only: photographs come in through photographs.ts, learning happens in learning.ts.
 */
import type { Accessor } from "solid-js";
import type { Client, IndividualModel, Persona, PersonaSource } from "~/contracts/records";

export interface NewPersona {
  readonly name: string;
  readonly source: PersonaSource;
  /** Required for source "photographs". */
  readonly consent: Persona["consent"];
  /** "Mine", the first client, unless said otherwise. */
  readonly clientId?: string;
}

/** What goes when a persona goes. */
export interface PersonaCounts {
  readonly photographs: number;
  readonly models: number;
  readonly pictures: number;
  readonly jobs: number;
}

export interface Personas {
  readonly clients: Accessor<readonly Client[] | undefined>;
  /** Newest first, without those being deleted; undefined until storage has been read. */
  readonly all: Accessor<readonly Persona[] | undefined>;
  byId(id: string): Persona | undefined;
  /** Versions of a persona's individual model, newest first. */
  models(personaId: Accessor<string>): Accessor<readonly IndividualModel[] | undefined>;
  create(persona: NewPersona): Promise<string>;
  rename(personaId: string, name: string): Promise<void>;
  activate(personaId: string, modelId: string): Promise<void>;
  counts(personaId: string): Promise<PersonaCounts>;
  /**
   * Hides the persona at once and erases it with everything made from it ten seconds later, or at the next start.
   * @returns takes it back, while there is time
   */
  remove(personaId: string): Promise<() => Promise<void>>;
}

export const UNDO_SECONDS = 10;
