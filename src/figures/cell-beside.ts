import type { CellPlace, HeatmapLayout } from './heatmap-layout.ts';
import type { Step } from './step.ts';

/** The cell a step away from `cell`, within the square; the first pair where none is read yet. */
export function cellBeside(
  { side }: HeatmapLayout,
  cell: CellPlace | undefined,
  [right, down]: Step,
): CellPlace | undefined {
  if (side < 2) return undefined;
  if (!cell) return { row: 0, column: 1 };
  const within = (i: number) => Math.min(side - 1, Math.max(0, i));
  return { row: within(cell.row + down), column: within(cell.column + right) };
}
