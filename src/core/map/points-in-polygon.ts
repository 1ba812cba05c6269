import { boundsOf, type PointGrid } from './point-grid.ts';

/**
 * The rows inside a closed line, by the even-odd rule. `polygon` is `[corners, 2]` in the coordinates of `positions`,
 * `[n, 2]`, of which `grid` holds the rows that count.
 */
export function pointsInPolygon(
  grid: PointGrid,
  positions: Float32Array,
  polygon: Float32Array,
): readonly number[] {
  const corners = polygon.length / 2;
  const bounds = boundsOf(polygon, [...Array(corners).keys()]);
  if (corners < 3 || !bounds) return [];
  return grid
    .inside(bounds)
    .filter((row) => isInside(polygon, positions[2 * row], positions[2 * row + 1]));
}

function isInside(polygon: Float32Array, x: number, y: number): boolean {
  let isIn = false;
  let [fromX, fromY] = polygon.subarray(polygon.length - 2);
  for (let c = 0; c < polygon.length; c += 2) {
    const [toX, toY] = [polygon[c], polygon[c + 1]];
    const crosses = toY > y !== fromY > y;
    if (crosses && x < ((fromX - toX) * (y - toY)) / (fromY - toY) + toX) isIn = !isIn;
    [fromX, fromY] = [toX, toY];
  }
  return isIn;
}
