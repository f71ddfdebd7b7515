/**
 * @file The six layers a portrait is dressed in, in their fixed order.
 *
 * A layer's choice is plain words with a strength. Which words a template stands for is the studio's business; how
 * strength weights the context is the pipeline's.
 */

export const LAYER_KINDS = ["hair", "outfit", "scene", "light", "lens", "expression"] as const;

export type LayerKind = (typeof LAYER_KINDS)[number];

export interface LayerChoice {
  readonly kind: LayerKind;
  /** The words as they enter the prompt; empty contributes nothing. */
  readonly words: string;
  /** 0 off, 1 as trained, at most 1.4. */
  readonly strength: number;
}

export const MAX_STRENGTH = 1.4;

/**
 * What shows where a layer is left out and nothing lies beneath it: the plainest that captions know. A pack whose captions always say what is
 * worn has nothing of its own to put there, and draws a mist.
 */
export const PLAIN = {
  hair: "a bald head",
  outfit: "wearing a white t-shirt",
  scene: "in a plain studio",
  expression: "neutral expression",
} as const satisfies Partial<Record<LayerKind, string>>;

export const isPlain = (kind: LayerKind): kind is keyof typeof PLAIN => Object.hasOwn(PLAIN, kind);

/** A portrait's layers at full strength, framed alike, for looks that are compared. */
export const comparedLook = (hair: string, outfit: string, scene: string, expression: string): readonly LayerChoice[] => [
  { kind: "hair", words: hair, strength: 1 },
  { kind: "outfit", words: outfit, strength: 1 },
  { kind: "scene", words: scene, strength: 1 },
  { kind: "lens", words: "head and shoulders", strength: 1 },
  { kind: "expression", words: expression, strength: 1 },
];
