import type { PictureId } from '../../core/dataset/picture.ts';
import { labelOf, pictureById } from '../../state/selectors.ts';
import { useApp } from '../app-context.ts';
import { displayLabel, fileNameOf } from '../shared/words.ts';

/** The words for a picture: its file's name and its label. */
export function usePictureFace(picture: PictureId | undefined) {
  const record = useApp((s) => (picture ? pictureById(s).get(picture) : undefined));
  const label = useApp((s) => record && labelOf(record, s.decided.labels)?.name);
  if (!record) return undefined;
  return {
    id: record.id,
    name: fileNameOf(record.path),
    label: label === undefined ? 'no label' : displayLabel(label),
  };
}
