import type { PictureId, PictureRecord } from '../../core/dataset/picture.ts';
import type { AppState } from '../../state/app-state.ts';
import { grow, overGrowing } from '../../state/grown-list.ts';
import { remember } from '../../state/remember.ts';
import { presentPictures } from '../../state/selectors.ts';
import type { GalleryFilter, GalleryOrder } from '../../state/view.ts';
import { passing, type Said } from './picture-filter.ts';
import { type OrderedPictures, orderPictures } from './picture-order.ts';

const said = remember(
  (labels: Said['labels'], scales: Said['scales'], predictions: Said['predictions']): Said => ({
    labels,
    scales,
    predictions,
  }),
);

const onlyRemoved = overGrowing(
  (
    records: readonly PictureRecord[],
    former: readonly PictureRecord[] | undefined,
    removed: ReadonlySet<PictureId>,
  ): readonly PictureRecord[] => {
    const found = records.filter(({ id }) => removed.has(id));
    return former ? grow(former, found) : found;
  },
);

const filtered = overGrowing(
  (
    pictures: readonly PictureRecord[],
    former: readonly PictureRecord[] | undefined,
    filter: GalleryFilter,
    known: Said,
  ): readonly PictureRecord[] => {
    const visible = pictures.filter(passing(filter, known));
    return former ? grow(former, visible) : visible;
  },
);

const ordered = overGrowing(
  (
    pictures: readonly PictureRecord[],
    former: OrderedPictures | undefined,
    order: GalleryOrder,
    known: Said,
  ) => orderPictures(pictures, { order, said: known }, former),
);

/** What the gallery's filter lets through, in its order; the same array while nothing changes. */
export function visiblePictures(state: AppState): readonly PictureRecord[] {
  const { filter, order, decided, records, predictions } = state;
  const known = said(decided.labels, decided.scales, predictions);
  const pictures = filter.removed ? onlyRemoved(records, decided.removed) : presentPictures(state);
  const visible = filtered(pictures, filter, known);
  if (order.by === 'imported' && !order.isDescending) return visible;
  return ordered(visible, order, known).list;
}
