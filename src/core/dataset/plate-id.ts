import type { PictureId, Rectangle } from './picture.ts';

/**
 * What the networks see of a picture: its content alone where the crop is the one found at import, else the content
 * and the crop that a person chose. Features are kept by it, so that another crop is another row.
 */
export type PlateId = string & { readonly brand: 'PictureId' | 'CroppedPicture' };

const MARK = '@';

export function plateId(picture: PictureId, crop: Rectangle | undefined): PlateId {
  if (!crop) return picture;
  const { x, y, width, height } = crop;
  return `${picture}${MARK}${[x, y, width, height].join(',')}` as PlateId;
}

/** @throws {RangeError} for a crop that is not four numbers. */
export function parsePlateId(id: PlateId): {
  readonly picture: PictureId;
  readonly crop: Rectangle | undefined;
} {
  const [picture = '', crop] = id.split(MARK);
  if (crop === undefined) return { picture: picture as PictureId, crop: undefined };
  const [x, y, width, height, ...rest] = crop.split(',').map(Number);
  const isWhole = [x, y, width, height].every(Number.isSafeInteger) && rest.length === 0;
  if (!isWhole) throw new RangeError(`"${crop}" is no crop`);
  return { picture: picture as PictureId, crop: { x, y, width, height } as Rectangle };
}
