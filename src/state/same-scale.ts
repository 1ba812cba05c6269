import type { PictureId, PictureRecord, Plate, Rectangle } from '../core/dataset/picture.ts';
import { type PlateId, parsePlateId } from '../core/dataset/plate-id.ts';
import type { AppState } from './app-state.ts';
import { remember } from './remember.ts';
import { pictureById, plateIdOf, plateIds, scaleOf, sizedPictures } from './selectors.ts';

/**
 * Whose rows of the recipe's feature table are those of pictures, in their order: as `plateIds`, with their pixel
 * sizes where all are brought to one scale.
 */
export function featureRows(state: AppState, pictures: readonly PictureId[]): readonly PlateId[] {
  if (state.recipe.features.fit !== 'same-scale') return plateIds(state, pictures);
  const byId = pictureById(state);
  const { scales } = state.decided;
  return pictures.map((id) => {
    const record = byId.get(id);
    return plateIdOf(state, id, record && scaleOf(record, scales)?.pixelSizeNm);
  });
}

/** Plates with the scale that their names tell of; a plate is smaller than the crop that it shows. */
export function withScales(
  plates: readonly Plate[],
  ids: readonly PlateId[],
  records: ReadonlyMap<PictureId, PictureRecord>,
): readonly Plate[] {
  return plates.map((plate, i) => {
    const id = ids[i];
    if (id === undefined) return plate;
    const { picture, crop = records.get(picture)?.crop, pixelSizeNm } = parsePlateId(id);
    if (pixelSizeNm === undefined || !crop) return plate;
    return { ...plate, nmPerPixel: (pixelSizeNm * crop.width) / plate.width };
  });
}

const suggestion = remember(
  (
    pictures: readonly PictureRecord[],
    crops: ReadonlyMap<PictureId, Rectangle>,
    scales: AppState['decided']['scales'],
    side: number,
  ): number | undefined => {
    const sizes = pictures
      .map((record) => {
        const { width, height } = crops.get(record.id) ?? record.crop;
        return ((scaleOf(record, scales)?.pixelSizeNm ?? 0) * Math.min(width, height)) / side;
      })
      .sort((a, b) => a - b);
    const middle = sizes[Math.floor((sizes.length - 1) / 2)];
    return middle === undefined ? undefined : Number(middle.toPrecision(3));
  },
);

/**
 * Nanometres a pixel of the input at which the median picture fills it with its centre square, to three digits;
 * undefined where no pixel size is known.
 */
export function suggestedNmPerPixel(state: AppState): number | undefined {
  const { crops, scales } = state.decided;
  return suggestion(sizedPictures(state), crops, scales, state.recipe.features.inputSide);
}
