import type { PictureId, PictureRecord } from '../../core/dataset/picture.ts';
import type { AppState } from '../../state/app-state.ts';
import { grow, overGrowing } from '../../state/grown-list.ts';
import { labelOf, presentPictures } from '../../state/selectors.ts';
import type { GalleryFilter } from '../../state/view.ts';

const filtered = overGrowing(
  (
    pictures: readonly PictureRecord[],
    former: readonly PictureRecord[] | undefined,
    filter: GalleryFilter,
    labels: ReadonlyMap<PictureId, string>,
  ): readonly PictureRecord[] => {
    const text = filter.text.trim().toLowerCase();
    const visible = pictures.filter((record) => {
      const label = labelOf(record, labels)?.name ?? null;
      if (filter.label !== undefined && label !== filter.label) return false;
      return text === '' || record.path.toLowerCase().includes(text);
    });
    return former ? grow(former, visible) : visible;
  },
);

/** What the gallery's filter lets through; the same array while nothing changes. */
export function visiblePictures(state: AppState): readonly PictureRecord[] {
  const { filter, decided } = state;
  const isOpen = filter.label === undefined && filter.text.trim() === '';
  if (isOpen) return presentPictures(state);
  return filtered(presentPictures(state), filter, decided.labels);
}
