import { BLOCK, squaredDistances } from '../neighbours/squared-distances.ts';
import { type Edges, emptyEdges } from './tree-from-edges.ts';
import type { WideRows } from './wide-rows.ts';
import type { WorkMeter } from './work-meter.ts';

/** Prim's minimum spanning tree, measuring only what its points don't bound. */
export async function spanWide(rows: WideRows, meter: WorkMeter): Promise<Edges> {
  const { width, x } = rows;
  const edges = emptyEdges(x.rows);
  const points = rows.points.slice();
  const names = Int32Array.from({ length: x.rows }, (_, i) => i);
  const distance = new Float64Array(x.rows).fill(Infinity);
  const reach = new Float64Array(x.rows).fill(Infinity);
  const joinedTo = new Int32Array(x.rows);
  const squared = new Float64Array(BLOCK);
  let newest = x.rows - 1;
  const query = points.slice(newest * width);
  for (let left = x.rows - 1; left > 0; left--) {
    let nearest = 0;
    for (let p = 0; p < left; p += BLOCK) {
      const count = Math.min(BLOCK, left - p);
      squaredDistances(points, width, p, count, query, squared, Infinity);
      for (let w = 0, i = p; w < count; w++, i++) {
        if (squared[w] < reach[i]) {
          const measured = rows.between(newest, names[i], distance[i]);
          meter.spent += x.cols;
          if (measured < distance[i]) {
            distance[i] = measured;
            reach[i] = rows.reach(measured);
            joinedTo[i] = newest;
          }
        }
        if (distance[i] < distance[nearest]) nearest = i;
      }
      if (meter.isDue) await meter.pause(1 - (left / x.rows) ** 2);
    }
    const merge = x.rows - 1 - left;
    edges.a[merge] = joinedTo[nearest];
    edges.b[merge] = names[nearest];
    edges.height[merge] = Math.sqrt(distance[nearest]);
    newest = names[nearest];
    for (let d = 0; d < width; d++) query[d] = points[nearest * width + d];
    points.copyWithin(nearest * width, (left - 1) * width, left * width);
    names[nearest] = names[left - 1];
    distance[nearest] = distance[left - 1];
    reach[nearest] = reach[left - 1];
    joinedTo[nearest] = joinedTo[left - 1];
    meter.spent += left * width;
  }
  return edges;
}
