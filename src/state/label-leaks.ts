import type { PictureId, PictureRecord } from '../core/dataset/picture.ts';
import { type LabelLeak, labelLeaks } from '../core/scale/label-leak.ts';
import type { AppState } from './app-state.ts';
import { remember } from './remember.ts';
import { labelOf, scaleOf, subsetPictures } from './selectors.ts';

const leaks = remember(
  (
    pictures: readonly PictureRecord[],
    scales: AppState['decided']['scales'],
    labels: ReadonlyMap<PictureId, string>,
  ): readonly LabelLeak[] =>
    labelLeaks(
      pictures.map((record) => ({
        record,
        scale: scaleOf(record, scales),
        label: labelOf(record, labels)?.name,
      })),
    ),
);

/** How well scale alone, and the look of the file alone, tell the labels of the pictures in the recipe's range of scales. */
export function labelLeaksOf(state: AppState): readonly LabelLeak[] {
  const { scales, labels } = state.decided;
  return leaks(subsetPictures(state), scales, labels);
}
