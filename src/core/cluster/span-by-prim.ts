import { BLOCK, squaredDistances } from '../neighbours/squared-distances.ts';
import { type Edges, emptyEdges } from './tree-from-edges.ts';
import type { WorkMeter } from './work-meter.ts';

/**
 * Prim's minimum spanning tree over all pairs, without storing them. `coords` as by `packRows`; it is
 * overwritten.
 */
export async function spanByPrim(
  coords: Float64Array,
  width: number,
  meter: WorkMeter,
): Promise<Edges> {
  const points = coords.length / width;
  const edges = emptyEdges(points);
  const names = Int32Array.from({ length: points }, (_, i) => i);
  const distance = new Float64Array(points).fill(Infinity);
  const joinedTo = new Int32Array(points);
  const squared = new Float64Array(BLOCK);
  const query = coords.slice((points - 1) * width);
  let newest = points - 1;
  for (let left = points - 1; left > 0; left--) {
    let nearest = 0;
    let least = Infinity;
    for (let p = 0; p < left; p += BLOCK) {
      const count = Math.min(BLOCK, left - p);
      squaredDistances(coords, width, p, count, query, squared, Infinity);
      for (let w = 0, i = p; w < count; w++, i++) {
        if (squared[w] < distance[i]) {
          distance[i] = squared[w];
          joinedTo[i] = newest;
        }
        if (distance[i] < least) {
          least = distance[i];
          nearest = i;
        }
      }
    }
    const merge = points - 1 - left;
    edges.a[merge] = joinedTo[nearest];
    edges.b[merge] = names[nearest];
    edges.height[merge] = Math.sqrt(least);
    newest = names[nearest];
    for (let d = 0; d < width; d++) query[d] = coords[nearest * width + d];
    coords.copyWithin(nearest * width, (left - 1) * width, left * width);
    names[nearest] = names[left - 1];
    distance[nearest] = distance[left - 1];
    joinedTo[nearest] = joinedTo[left - 1];
    meter.spent += left * width;
    if (meter.isDue) await meter.pause(1 - (left / points) ** 2);
  }
  return edges;
}
