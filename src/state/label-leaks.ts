import type { PictureId, PictureRecord } from '../core/dataset/picture.ts';
import {
  type LabelLeak,
  type LeakTally,
  labelLeaks,
  tallyLeaks,
} from '../core/scale/label-leak.ts';
import type { AppState } from './app-state.ts';
import { inSlices } from './in-slices.ts';
import { labelOf, presentPictures, scaleOf, subsetPictures } from './selectors.ts';
import { splitGroupsOf } from './split-groups-of.ts';

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
    groups: ReadonlyMap<PictureId, number>,
  ): Counted => {
    const judged = pictures.map((record) => ({
      record,
      group: groups.get(record.id) ?? NO_GROUP,
      scale: scaleOf(record, scales),
      label: labelOf(record, labels)?.name,
    }));
    const tally = tallyLeaks(judged, former?.tally);
    return { tally, leaks: labelLeaks(tally) };
  },
);

/**
 * How well scale alone, and the look of the file alone, tell the labels of the pictures in the recipe's range of
 * scales, by pictures that were taken apart from them; a moment late, and nothing until the groups are known.
 */
export function labelLeaksOf(state: AppState): readonly LabelLeak[] {
  const { scales, labels } = state.decided;
  const groups = splitGroupsOf(presentPictures(state));
  return groups ? counted(subsetPictures(state), scales, labels, groups).leaks : NONE;
}

const NONE: readonly LabelLeak[] = [];
/** Of pictures that were added since the groups were made. */
const NO_GROUP = -1;
