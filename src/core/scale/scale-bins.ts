/** A range of scales: from `fromNm` up to and without `toNm`. */
export interface ScaleBin {
  readonly fromNm: number;
  readonly toNm: number;
  /** Pictures per class, in the order of the classes; the last count is of those without a label. */
  readonly counts: readonly number[];
  readonly total: number;
}

interface ScaledPicture {
  readonly nm: number;
  /** Index of its class; -1 without a label. */
  readonly classIndex: number;
}

const STEPS = [1, 2, 5];

/** Edge `i` of the endless row … 1, 2, 5, 10, 20, 50 …, edge 0 being 1. */
function edge(i: number): number {
  const power = Math.floor(i / 3);
  const step = STEPS[i - 3 * power];
  return power < 0 ? step / 10 ** -power : step * 10 ** power;
}

/** Numbers the bin that `nm`, above 0, lies in; that from 1 to 2 is bin 0. */
export function scaleBinOf(nm: number): number {
  let i = 3 * Math.floor(Math.log10(nm));
  while (edge(i) > nm) i--;
  while (edge(i + 1) <= nm) i++;
  return i;
}

/** The bins that hold pictures, from the finest, with what lies between them, empty or not. */
export function scaleBins(
  pictures: readonly ScaledPicture[],
  classes: number,
): readonly ScaleBin[] {
  const placed = pictures
    .filter(({ nm }) => nm > 0)
    .map(({ nm, classIndex }) => ({ bin: scaleBinOf(nm), classIndex }));
  if (placed.length === 0) return [];
  const first = placed.reduce((least, { bin }) => Math.min(least, bin), Infinity);
  const last = placed.reduce((most, { bin }) => Math.max(most, bin), -Infinity);
  const counts = Array.from({ length: last - first + 1 }, () =>
    new Array<number>(classes + 1).fill(0),
  );
  for (const { bin, classIndex } of placed) {
    counts[bin - first][classIndex < 0 ? classes : classIndex]++;
  }
  return counts.map((row, i) => ({
    fromNm: edge(first + i),
    toNm: edge(first + i + 1),
    counts: row,
    total: row.reduce((a, b) => a + b, 0),
  }));
}
