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

/** How many pictures of each class, and last without one, lie in each bin. */
export type ScaleTally = Map<number, number[]>;

/** `tally`, which is changed, with more pictures in it: a long list may be counted piece by piece. */
export function tallyScales(
  pictures: readonly ScaledPicture[],
  classes: number,
  tally: ScaleTally = new Map(),
): ScaleTally {
  for (const { nm, classIndex } of pictures) {
    if (!(nm > 0)) continue;
    const bin = scaleBinOf(nm);
    const counts = tally.get(bin) ?? new Array<number>(classes + 1).fill(0);
    counts[classIndex < 0 ? classes : classIndex]++;
    tally.set(bin, counts);
  }
  return tally;
}

/** The bins that hold pictures, from the finest, with what lies between them, empty or not. */
export function binsOf(tally: ScaleTally, classes: number): readonly ScaleBin[] {
  if (tally.size === 0) return [];
  const first = Math.min(...tally.keys());
  const last = Math.max(...tally.keys());
  return Array.from({ length: last - first + 1 }, (_, i) => {
    const counts = tally.get(first + i)?.slice() ?? new Array<number>(classes + 1).fill(0);
    return {
      fromNm: edge(first + i),
      toNm: edge(first + i + 1),
      counts,
      total: counts.reduce((a, b) => a + b, 0),
    };
  });
}

export function scaleBins(
  pictures: readonly ScaledPicture[],
  classes: number,
): readonly ScaleBin[] {
  return binsOf(tallyScales(pictures, classes), classes);
}
