import type { PictureRecord, Rectangle } from '../core/dataset/picture.ts';
import type { AppState } from './app-state.ts';
import { presentPictures } from './selectors.ts';

/** What the networks see of a picture: what a person chose, else what was found at import. */
export function cropOf({ decided }: Pick<AppState, 'decided'>, record: PictureRecord): Rectangle {
  return decided.crops.get(record.id) ?? record.crop;
}

/** Pictures of one size from one vendor's microscopes: their stripes lie in the same place. */
export function cropGroup(state: AppState, like: PictureRecord): readonly PictureRecord[] {
  const { width, height, metadata } = like;
  return presentPictures(state).filter(
    (record) =>
      record.width === width &&
      record.height === height &&
      record.metadata?.vendor === metadata?.vendor,
  );
}
