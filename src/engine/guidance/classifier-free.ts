/**
 * @file Classifier-free guidance (Ho & Salimans 2022): away from what the network would draw for nobody and nothing.
 */

/**
 * `unconditional + scale · (conditional − unconditional)`.
 *
 * @param conditional overwritten with the result
 */
export function guide(scale: number, conditional: Float32Array, unconditional: Float32Array): void {
  for (let k = 0; k < conditional.length; k++) {
    const without = unconditional[k]!;
    conditional[k] = without + scale * (conditional[k]! - without);
  }
}
