/** @file How far a key walks in a list that CSS lays out as a grid. It knows neither the tiles nor which of them has the focus. */

/** @returns by the name of a key, the number of tiles to go on, endless for Home and End */
export function gridMoves(list: () => HTMLElement): Readonly<Record<string, () => number>> {
  const columns = (): number => getComputedStyle(list()).gridTemplateColumns.split(" ").length;
  return {
    ArrowRight: () => 1,
    ArrowLeft: () => -1,
    ArrowDown: columns,
    ArrowUp: () => -columns(),
    Home: () => -Infinity,
    End: () => Infinity,
  };
}
