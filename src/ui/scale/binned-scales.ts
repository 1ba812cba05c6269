import type { PictureId, PictureRecord } from '../../core/dataset/picture.ts';
import type { GivenScale } from '../../core/scale/given-scale.ts';
import {
  binsOf,
  type ScaleBin,
  type ScaleTally,
  tallyScales,
} from '../../core/scale/scale-bins.ts';
import { type ScaleMeasure, scaleMeasure } from '../../core/scale/scale-range.ts';
import type { AppState } from '../../state/app-state.ts';
import { inSlices } from '../../state/in-slices.ts';
import { labelCounts, labelOf, presentPictures, scaleOf } from '../../state/selectors.ts';

export interface BinnedScales {
  readonly bins: readonly ScaleBin[];
  /** Of the labels that the bins count, the last count of each bin apart. */
  readonly names: readonly string[];
  /** Pictures of which no such scale is known, counted as a bin's. */
  readonly unknown: readonly number[];
}

interface Counted extends BinnedScales {
  readonly tally: ScaleTally;
}

type Labels = ReturnType<typeof labelCounts>;

const counted = inSlices(
  (
    pictures: readonly PictureRecord[],
    former: Counted | undefined,
    by: ScaleMeasure,
    scales: ReadonlyMap<PictureId, GivenScale> | undefined,
    labels: ReadonlyMap<PictureId, string>,
    counts: Labels,
  ): Counted => {
    const names = counts.map(({ name }) => name);
    const numbers = new Map(names.map((name, i) => [name, i]));
    const placed = pictures.map((record) => ({
      nm: scaleMeasure(scaleOf(record, scales), record.width, by) ?? 0,
      classIndex: numbers.get(labelOf(record, labels)?.name ?? '') ?? -1,
    }));
    const tally = tallyScales(placed, names.length, former?.tally);
    const unknown = former?.unknown.slice() ?? new Array<number>(names.length + 1).fill(0);
    for (const { nm, classIndex } of placed) {
      const column = classIndex < 0 ? names.length : classIndex;
      if (!(nm > 0)) unknown[column] = (unknown[column] ?? 0) + 1;
    }
    return { tally, names, unknown, bins: binsOf(tally, names.length) };
  },
);

/** How many of the present pictures of each label lie in each bin of scales; of many pictures a moment late. */
export function binnedScales(state: AppState, by: ScaleMeasure): BinnedScales {
  const { scales, labels } = state.decided;
  return counted(presentPictures(state), by, scales, labels, labelCounts(state));
}
