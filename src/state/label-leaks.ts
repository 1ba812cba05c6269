import type { PictureId, PictureRecord } from '../core/dataset/picture.ts';
import {
  type LabelLeak,
  type LeakTally,
  labelLeaks,
  tallyLeaks,
} from '../core/scale/label-leak.ts';
import type { AppState } from './app-state.ts';
import { inSlices } from './in-slices.ts';
import { labelOf, scaleOf, subsetPictures } from './selectors.ts';

interface Counted {
  readonly tally: LeakTally;
  readonly leaks: readonly LabelLeak[];
}

const counted = inSlices(
  (
    pictures: readonly PictureRecord[],
    former: Counted | undefined,
    scales: AppState['decided']['scales'],
    labels: ReadonlyMap<PictureId, string>,
  ): Counted => {
    const judged = pictures.map((record) => ({
      record,
      scale: scaleOf(record, scales),
      label: labelOf(record, labels)?.name,
    }));
    const tally = tallyLeaks(judged, former?.tally);
    return { tally, leaks: labelLeaks(tally) };
  },
);

/**
 * How well scale alone, and the look of the file alone, tell the labels of the pictures in the recipe's range of
 * scales; of many pictures a moment late.
 */
export function labelLeaksOf(state: AppState): readonly LabelLeak[] {
  const { scales, labels } = state.decided;
  return counted(subsetPictures(state), scales, labels).leaks;
}
