import type { Rectangle } from '../../dataset/picture.ts';
import type { Ink } from './ink.ts';

/** Pixels that hang together, diagonals included. Its rectangle is in pixels of the ink's area. */
export interface Component extends Rectangle {
  readonly pixels: number;
  /** Its horizontal runs by rows: `y`, first `x`, `x` behind the last, and so on. */
  readonly runs: Int32Array;
}

const LEAST_PIXELS = 2;

/** The connected parts of the ink stronger than `threshold`, from the top; specks are left out. */
export function findComponents({ data, area }: Ink, threshold: number): Component[] {
  const { width, height } = area;
  const runs = findRuns(data, { width, height, threshold });
  const root = joinRuns(runs);
  const members = new Map<number, number[]>();
  for (let i = 0; i < root.length; i++) {
    const list = members.get(root[i]);
    if (list) list.push(i);
    else members.set(root[i], [i]);
  }
  const components: Component[] = [];
  for (const list of members.values()) {
    const component = gather(runs, list);
    if (component.pixels >= LEAST_PIXELS) components.push(component);
  }
  return components;
}

function findRuns(
  data: Uint8Array,
  { width, height, threshold }: { width: number; height: number; threshold: number },
): Int32Array {
  let runs = new Int32Array(3072);
  let n = 0;
  for (let y = 0; y < height; y++) {
    const row = y * width;
    for (let x = 0; x < width; x++) {
      if (data[row + x] <= threshold) continue;
      const start = x;
      while (x < width && data[row + x] > threshold) x++;
      if (n + 3 > runs.length) {
        const larger = new Int32Array(runs.length * 2);
        larger.set(runs);
        runs = larger;
      }
      runs[n++] = y;
      runs[n++] = start;
      runs[n++] = x;
    }
  }
  return runs.subarray(0, n);
}

/** For each run, the number of the first run that it hangs together with. */
function joinRuns(runs: Int32Array): Int32Array {
  const count = runs.length / 3;
  const parent = new Int32Array(count);
  for (let i = 0; i < count; i++) parent[i] = i;
  const find = (i: number): number => {
    let at = i;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]];
      at = parent[at];
    }
    return at;
  };
  let above = 0;
  for (let i = 0; i < count; i++) {
    const y = runs[3 * i];
    const start = runs[3 * i + 1];
    const end = runs[3 * i + 2];
    while (
      above < i &&
      (runs[3 * above] < y - 1 || (runs[3 * above] === y - 1 && runs[3 * above + 2] < start))
    ) {
      above++;
    }
    for (let k = above; k < i && runs[3 * k] === y - 1 && runs[3 * k + 1] <= end; k++) {
      const a = find(k);
      const b = find(i);
      parent[Math.max(a, b)] = Math.min(a, b);
    }
  }
  for (let i = 0; i < count; i++) parent[i] = find(i);
  return parent;
}

function gather(runs: Int32Array, members: readonly number[]): Component {
  const own = new Int32Array(members.length * 3);
  let left = Infinity;
  let right = 0;
  let pixels = 0;
  for (const [k, i] of members.entries()) {
    const run = runs.subarray(3 * i, 3 * i + 3);
    own.set(run, 3 * k);
    left = Math.min(left, run[1]);
    right = Math.max(right, run[2]);
    pixels += run[2] - run[1];
  }
  const y = own[0];
  const height = own[own.length - 3] + 1 - y;
  return { x: left, y, width: right - left, height, pixels, runs: own };
}
