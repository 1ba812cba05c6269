import type { PictureRecord } from '../../core/dataset/picture.ts';
import type { AppState } from '../../state/app-state.ts';
import { labelOf, presentPictures } from '../../state/selectors.ts';

let last: { readonly inputs: readonly unknown[]; readonly result: readonly PictureRecord[] };

/** What the gallery's filter lets through; the same array while nothing changes. */
export function visiblePictures(state: AppState): readonly PictureRecord[] {
  const { filter, decided } = state;
  const present = presentPictures(state);
  const inputs = [present, filter, decided.labels];
  if (last && inputs.every((input, i) => input === last.inputs[i])) return last.result;
  const text = filter.text.trim().toLowerCase();
  const result = present.filter((record) => {
    const label = labelOf(record, decided.labels)?.name ?? null;
    if (filter.label !== undefined && label !== filter.label) return false;
    return text === '' || record.path.toLowerCase().includes(text);
  });
  last = { inputs, result };
  return result;
}
