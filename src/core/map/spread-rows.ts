import type { Bounds, PointGrid } from './point-grid.ts';

interface Spacing {
  /** Least distance along either axis, in the unit of the positions. */
  readonly side: number;
  readonly most: number;
}

/**
 * Rows within `bounds` so far apart that squares around them do not overlap: of each cell of a fixed lattice the one
 * nearest to its middle. The lattice's width goes in powers of two, so that the choice stays while a map is moved and
 * changes once an octave while it is enlarged.
 */
export function spreadRows(
  grid: PointGrid,
  positions: Float32Array,
  bounds: Bounds,
  { side, most }: Spacing,
): readonly number[] {
  const cell = 2 ** Math.ceil(Math.log2(side));
  const nearest = new Map<string, { readonly row: number; readonly away: number }>();
  for (const row of grid.inside(bounds)) {
    const [x, y] = [positions[2 * row] / cell, positions[2 * row + 1] / cell];
    const [column, line] = [Math.floor(x), Math.floor(y)];
    const away = Math.max(Math.abs(x - column - 0.5), Math.abs(y - line - 0.5));
    const key = `${column} ${line}`;
    const known = nearest.get(key);
    if (!known || away < known.away) nearest.set(key, { row, away });
  }
  const chosen: number[] = [];
  const taken = new Set<string>();
  const overlaps = (a: number, b: number) =>
    Math.abs(positions[2 * a] - positions[2 * b]) < side &&
    Math.abs(positions[2 * a + 1] - positions[2 * b + 1]) < side;
  const central = [...nearest].sort(([, a], [, b]) => a.away - b.away || a.row - b.row);
  for (const [key, { row }] of central) {
    const [column = 0, line = 0] = key.split(' ').map(Number);
    const isFree = [-1, 0, 1].every((dx) =>
      [-1, 0, 1].every((dy) => {
        const beside = `${column + dx} ${line + dy}`;
        return !taken.has(beside) || !overlaps(row, nearest.get(beside)?.row ?? row);
      }),
    );
    if (!isFree) continue;
    taken.add(key);
    chosen.push(row);
    if (chosen.length === most) break;
  }
  return chosen;
}
