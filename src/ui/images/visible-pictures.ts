import type { PictureId, PictureRecord } from '../../core/dataset/picture.ts';
import type { AppState } from '../../state/app-state.ts';
import { grow, overGrowing } from '../../state/grown-list.ts';
import { inSlices } from '../../state/in-slices.ts';
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

interface Asked {
  readonly filter: GalleryFilter;
  readonly order: GalleryOrder;
  readonly said: Said;
}

const asked = remember(
  (filter: GalleryFilter, order: GalleryOrder, heeded: Said): Asked => ({
    filter,
    order,
    said: heeded,
  }),
);

const gallery = inSlices(
  (
    pictures: readonly PictureRecord[],
    former: OrderedPictures | undefined,
    { filter, order, said: heeded }: Asked,
  ) => orderPictures(pictures.filter(passing(filter, heeded)), { order, said: heeded }, former),
);

/**
 * What the gallery's filter lets through, in its order; the same array while nothing changes. Of many pictures what
 * was asked for before stands until this is known.
 */
export function visiblePictures(state: AppState): readonly PictureRecord[] {
  const { filter, order, decided, records } = state;
  const pictures = filter.removed ? onlyRemoved(records, decided.removed) : presentPictures(state);
  return gallery(pictures, asked(filter, order, heededOf(state))).list;
}

const NO_LABELS: Said['labels'] = new Map();
const NO_PREDICTIONS: Said['predictions'] = new Map();

/** Without what neither filter nor order asks for: it may change and nothing of the gallery does. */
function heededOf({ filter, order, decided, predictions }: AppState): Said {
  const { label, prediction, scale } = filter;
  const isLabelHeeded = label !== undefined || prediction === 'other' || order.by === 'label';
  const isScaleHeeded = scale !== undefined || order.by === 'pixel-size';
  const isPredictionHeeded = prediction !== undefined || order.by === 'confidence';
  return said(
    isLabelHeeded ? decided.labels : NO_LABELS,
    isScaleHeeded ? decided.scales : undefined,
    isPredictionHeeded ? predictions : NO_PREDICTIONS,
  );
}
