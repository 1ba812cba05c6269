import type { PictureId, PictureRecord } from '../core/dataset/picture.ts';
import type { AppState } from './app-state.ts';
import { inSlices } from './in-slices.ts';
import { remember } from './remember.ts';
import { pictureById, predictionOf } from './selectors.ts';

const listed = remember((selection: ReadonlySet<PictureId>): readonly PictureId[] => [
  ...selection,
]);

/** In the order in which they were selected. */
export function selectedPictures({ selection }: AppState): readonly PictureId[] {
  return listed(selection);
}

const isNoneLeft = remember(
  (selection: ReadonlySet<PictureId>, removed: ReadonlySet<PictureId>): boolean =>
    removed.size > 0 && listed(selection).every((id) => removed.has(id)),
);

/** Whether all selected pictures are removed ones. */
export function areAllRemoved({ selection, decided }: AppState): boolean {
  return isNoneLeft(selection, decided.removed);
}

type Said = Pick<AppState, 'predictions' | 'decided'>;

const saidOf = remember(
  (predictions: Said['predictions'], decided: Said['decided']): Said => ({ predictions, decided }),
);

const accepted = inSlices(
  (
    pictures: readonly PictureId[],
    former: number | undefined,
    byId: ReadonlyMap<PictureId, PictureRecord>,
    said: Said,
  ): number => {
    const isSure = (id: PictureId) => {
      const record = byId.get(id);
      return record !== undefined && predictionOf(said, record)?.isUnsure === false;
    };
    return (former ?? 0) + pictures.filter(isSure).length;
  },
);

/** How many of the selected pictures have a prediction that can be made a label; of many a moment late. */
export function acceptable(state: AppState): number {
  if (state.predictions.size === 0) return 0;
  return accepted(
    selectedPictures(state),
    pictureById(state),
    saidOf(state.predictions, state.decided),
  );
}
