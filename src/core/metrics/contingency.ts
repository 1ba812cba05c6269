/** How often each pair of groups occurs together, over the rows that both groupings name. */
export interface Contingency {
  /** Rows counted. */
  readonly total: number;
  /** Rows in each group; groups that no row names are 0. */
  readonly aSizes: Int32Array;
  readonly bSizes: Int32Array;
  /** The pairs that occur: group of `a`, group of `b`, and rows in both. */
  readonly cellA: Int32Array;
  readonly cellB: Int32Array;
  readonly cellCount: Int32Array;
}

/**
 * Groups are integers from 0; a negative one leaves its row out. Memory and time grow with the rows and
 * the largest group number, not with the product of the numbers of groups.
 *
 * @throws {RangeError} if the two differ in length.
 */
export function contingency(a: Int32Array, b: Int32Array): Contingency {
  if (a.length !== b.length) throw new RangeError(`${a.length} against ${b.length} labels`);
  const { sizes: aSizes, rows } = rowsByGroup(a, b);
  const bSizes = new Int32Array(groupsOf(b));
  const cellA: number[] = [];
  const cellB: number[] = [];
  const cellCount: number[] = [];
  const cellOfB = new Int32Array(bSizes.length).fill(-1);
  for (let g = 0, at = 0; g < aSizes.length; g++) {
    const firstCell = cellA.length;
    for (const end = at + aSizes[g]; at < end; at++) {
      const h = b[rows[at]];
      bSizes[h]++;
      if (cellOfB[h] < firstCell) {
        cellOfB[h] = cellA.length;
        cellA.push(g);
        cellB.push(h);
        cellCount.push(0);
      }
      cellCount[cellOfB[h]]++;
    }
  }
  return {
    total: rows.length,
    aSizes,
    bSizes,
    cellA: Int32Array.from(cellA),
    cellB: Int32Array.from(cellB),
    cellCount: Int32Array.from(cellCount),
  };
}

function groupsOf(labels: Int32Array): number {
  let largest = -1;
  for (const g of labels) if (g > largest) largest = g;
  return largest + 1;
}

/** Counting sort of the rows that both name, by their group in `a`. */
function rowsByGroup(a: Int32Array, b: Int32Array): { sizes: Int32Array; rows: Int32Array } {
  const sizes = new Int32Array(groupsOf(a));
  let total = 0;
  for (let i = 0; i < a.length; i++) {
    if (a[i] < 0 || b[i] < 0) continue;
    sizes[a[i]]++;
    total++;
  }
  const next = new Int32Array(sizes.length);
  for (let g = 1; g < sizes.length; g++) next[g] = next[g - 1] + sizes[g - 1];
  const rows = new Int32Array(total);
  for (let i = 0; i < a.length; i++) if (a[i] >= 0 && b[i] >= 0) rows[next[a[i]]++] = i;
  return { sizes, rows };
}
