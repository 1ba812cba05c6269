import { acquisitionTime } from '../../core/dataset/acquisition-time.ts';
import type { PictureRecord } from '../../core/dataset/picture.ts';
import { grow } from '../../state/grown-list.ts';
import { labelOf, scaleOf } from '../../state/selectors.ts';
import type { GalleryOrder } from '../../state/view.ts';
import { displayLabel } from '../shared/words.ts';
import { perRecord } from './per-record.ts';
import type { Said } from './picture-filter.ts';

type Key = string | number | undefined;

interface Keyed {
  readonly record: PictureRecord;
  readonly key: Key;
}

/** Pictures in an order, which more can be put into. */
export interface OrderedPictures {
  /** None where they stay as they come. */
  readonly keyed: readonly Keyed[];
  readonly list: readonly PictureRecord[];
}

/**
 * `pictures` put among those of `former`. Those of which the order knows nothing are last whichever way it goes, and
 * equals stay in the order of their import.
 */
export function orderPictures(
  pictures: readonly PictureRecord[],
  { order, said }: { readonly order: GalleryOrder; readonly said: Said },
  former?: OrderedPictures,
): OrderedPictures {
  if (order.by === 'imported' && !order.isDescending) {
    return { keyed: [], list: former ? grow(former.list, pictures) : pictures };
  }
  const keyOf = keysFor(order, said);
  const more = pictures.map((record) => ({ record, key: keyOf(record) }));
  const keyed = (former?.keyed ?? []).concat(more);
  // Of two sorted runs, one behind the other, a sort is a merge.
  keyed.sort(comparing(order.isDescending));
  return { keyed, list: keyed.map(({ record }) => record) };
}

function comparing(isDescending: boolean) {
  const sign = isDescending ? -1 : 1;
  return ({ key: a }: Keyed, { key: b }: Keyed): number => {
    if (a === b) return 0;
    if (a === undefined) return 1;
    if (b === undefined) return -1;
    return a < b ? -sign : sign;
  };
}

function keysFor({ by }: GalleryOrder, said: Said): (record: PictureRecord) => Key {
  switch (by) {
    case 'imported':
      return ({ importedAt }) => importedAt;
    case 'name':
      return naturalName;
    case 'label':
      return (record) => {
        const label = labelOf(record, said.labels);
        return label && displayLabel(label.name).toLowerCase();
      };
    case 'taken':
      return timeTaken;
    case 'pixel-size':
      return (record) => scaleOf(record, said.scales)?.pixelSizeNm;
    case 'size':
      return ({ width, height }) => width * height;
    case 'confidence':
      return ({ id }) => said.predictions.get(id)?.confidence;
  }
}

/** Numbers in names count as numbers: `a9` before `a10`. */
const naturalName = perRecord(({ path }) => {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  return name.replace(/\d+/g, (digits) => digits.padStart(12, '0'));
});

const timeTaken = perRecord(({ metadata }) => acquisitionTime(metadata?.acquiredAt));
