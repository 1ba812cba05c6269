import { BLOCK, squaredDistances } from './squared-distances.ts';
import type { Edges } from './tree-from-edges.ts';
import type { WorkMeter } from './work-meter.ts';

/**
 * Largest squared point distance between every two groups, as a full square matrix, row-major.
 * `coords` as by `packRows`.
 */
export async function largestDistances(
  coords: Float64Array,
  width: number,
  { groups, meter }: { readonly groups: readonly (readonly number[])[]; readonly meter: WorkMeter },
): Promise<Float64Array> {
  const m = groups.length;
  const { packed, groupAt, starts } = lineUp(coords, width, groups);
  const total = groupAt.length;
  const largest = new Float64Array(m * m);
  const out = new Float64Array(BLOCK);
  for (let p = 0; p < total; p++) {
    const query = packed.subarray(p * width, (p + 1) * width);
    const row = groupAt[p] * m;
    for (let q = starts[groupAt[p] + 1]; q < total; q += BLOCK) {
      const count = Math.min(BLOCK, total - q);
      squaredDistances(packed, width, q, count, query, out, Infinity);
      for (let w = 0; w < count; w++) {
        const cell = row + groupAt[q + w];
        if (out[w] > largest[cell]) largest[cell] = out[w];
      }
    }
    meter.spent += (total - p) * width;
    if (meter.isDue) await meter.pause((0.9 * p) / total);
  }
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < i; j++) largest[i * m + j] = largest[j * m + i];
  }
  return largest;
}

/** The points group by group in one run of memory. */
function lineUp(
  coords: Float64Array,
  width: number,
  groups: readonly (readonly number[])[],
): { packed: Float64Array; groupAt: Int32Array; starts: Int32Array } {
  const total = coords.length / width;
  const packed = new Float64Array(coords.length);
  const groupAt = new Int32Array(total);
  const starts = new Int32Array(groups.length + 1);
  let at = 0;
  groups.forEach((group, g) => {
    starts[g] = at;
    for (const point of group) {
      packed.set(coords.subarray(point * width, (point + 1) * width), at * width);
      groupAt[at++] = g;
    }
  });
  starts[groups.length] = at;
  return { packed, groupAt, starts };
}

/**
 * Finishes a complete linkage by nearest-neighbour chains over the square matrix `squared`, which is
 * overwritten, and fills the end of `edges`.
 */
export async function chainComplete(
  squared: Float64Array,
  groups: readonly (readonly number[])[],
  { edges, meter }: { readonly edges: Edges; readonly meter: WorkMeter },
): Promise<void> {
  const m = groups.length;
  const gone = new Uint8Array(m);
  const chain: number[] = [];
  let first = 0;
  for (let merges = 0; merges < m - 1; merges++) {
    while (gone[first]) first++;
    if (chain.length === 0) chain.push(first);
    let x = chain[chain.length - 1];
    let y = nearestInRow(squared, gone, { row: x, preferred: chain[chain.length - 2] ?? -1 });
    while (y !== chain[chain.length - 2]) {
      chain.push(y);
      x = y;
      y = nearestInRow(squared, gone, { row: x, preferred: chain[chain.length - 2] });
      meter.spent += m;
    }
    chain.length -= 2;
    const t = edges.height.length - (m - 1) + merges;
    edges.a[t] = groups[x][0];
    edges.b[t] = groups[y][0];
    edges.height[t] = Math.sqrt(squared[x * m + y]);
    gone[x] = 1;
    for (let i = 0; i < m; i++) {
      if (gone[i] || i === y) continue;
      const larger = Math.max(squared[x * m + i], squared[y * m + i]);
      squared[y * m + i] = larger;
      squared[i * m + y] = larger;
    }
    meter.spent += 4 * m;
    if (meter.isDue) await meter.pause(0.9 + (0.1 * merges) / m);
  }
}

/** The column with the smallest value; `preferred` wins ties, so that chains end. */
function nearestInRow(
  squared: Float64Array,
  gone: Uint8Array,
  { row, preferred }: { readonly row: number; readonly preferred: number },
): number {
  const m = gone.length;
  let nearest = preferred;
  let least = preferred < 0 ? Infinity : squared[row * m + preferred];
  for (let i = 0, o = row * m; i < m; i++, o++) {
    if (squared[o] < least && !gone[i] && i !== row) {
      least = squared[o];
      nearest = i;
    }
  }
  return nearest;
}
