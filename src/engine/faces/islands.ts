/**
 * @file Hair and face that hang together with nothing: a parser takes a dark fold of a coat for hair now and then.
 *
 * What belongs to a head touches it. What does not takes the part that lies around most of it. It knows no parser, only rows of parts.
 */

/** To the pixel's neighbours in a row of `width`, corners included; those beyond an edge are left out. */
function neighbours(at: number, width: number, count: number): readonly number[] {
  const column = at % width;
  const found: number[] = [];
  for (const row of [-width, 0, width])
    for (const aside of [-1, 0, 1]) {
      const next = at + row + aside;
      if (next !== at && next >= 0 && next < count && column + aside >= 0 && column + aside < width) found.push(next);
    }
  return found;
}

/**
 * @param parts row by row @param head parts that hang together as one head @param face that of them which makes it somebody's
 * @returns a copy in which what is no part of the largest head belongs to what surrounds it; the same where there is no face
 */
export function withoutIslands(parts: Uint8Array, width: number, head: readonly number[], face: number): Uint8Array {
  const islands: { readonly pixels: number[]; readonly around: Map<number, number>; faces: number }[] = [];
  const seen = new Uint8Array(parts.length);
  for (let from = 0; from < parts.length; from++) {
    if (seen[from] || !head.includes(parts[from]!)) continue;
    const island = { pixels: [from], around: new Map<number, number>(), faces: 0 };
    seen[from] = 1;
    // Grows while it is walked.
    for (const at of island.pixels) {
      if (parts[at] === face) island.faces++;
      for (const next of neighbours(at, width, parts.length)) {
        const part = parts[next]!;
        if (!head.includes(part)) island.around.set(part, (island.around.get(part) ?? 0) + 1);
        else if (!seen[next]) {
          seen[next] = 1;
          island.pixels.push(next);
        }
      }
    }
    islands.push(island);
  }
  const own = islands.reduce((most, { faces }) => Math.max(most, faces), 0);
  const settled = parts.slice();
  for (const { pixels, around, faces } of islands) {
    const [most] = [...around].toSorted(([, a], [, b]) => b - a);
    if (own > 0 && faces < own && most) for (const at of pixels) settled[at] = most[0];
  }
  return settled;
}
