import type { PictureId, Rectangle } from './picture.ts';

/**
 * What the networks see of a picture: its content alone where the crop is the one found at import, else the content,
 * the crop that a person chose and whether it was cut from the file or from the preview; and its pixel size where it was
 * brought to a scale. Features are kept by it, so that another crop or a corrected pixel size is another row.
 */
export type PlateId = string & { readonly brand: 'PictureId' | 'CroppedPicture' };

const PREVIEW_MARK = '@';
const FILE_MARK = '=';
const SCALE_MARK = '~';

interface PlateOrigin {
  /** Whether a chosen crop was cut from the picture's file. */
  readonly isFromFile?: boolean;
  /** Of the whole picture's pixels. */
  readonly pixelSizeNm?: number | undefined;
}

/** `crop` is what a person chose; undefined for the crop found at import. */
export function plateId(
  picture: PictureId,
  crop: Rectangle | undefined,
  { isFromFile = false, pixelSizeNm }: PlateOrigin = {},
): PlateId {
  const scale = pixelSizeNm === undefined ? '' : `${SCALE_MARK}${pixelSizeNm}`;
  if (!crop) return `${picture}${scale}` as PlateId;
  const { x, y, width, height } = crop;
  const mark = isFromFile ? FILE_MARK : PREVIEW_MARK;
  return `${picture}${mark}${[x, y, width, height].join(',')}${scale}` as PlateId;
}

interface PlateName {
  readonly picture: PictureId;
  readonly crop: Rectangle | undefined;
  readonly isFromFile: boolean;
  readonly pixelSizeNm: number | undefined;
}

/** @throws {RangeError} for a crop that is not four numbers, or a pixel size that is none. */
export function parsePlateId(id: PlateId): PlateName {
  const [cropped = '', scale] = id.split(SCALE_MARK);
  const isFromFile = cropped.includes(FILE_MARK);
  const [picture = '', crop] = cropped.split(isFromFile ? FILE_MARK : PREVIEW_MARK);
  const pixelSizeNm = scale === undefined ? undefined : Number(scale);
  if (pixelSizeNm !== undefined && !(pixelSizeNm > 0)) {
    throw new RangeError(`"${scale}" is no pixel size`);
  }
  return { picture: picture as PictureId, crop: parseCrop(crop), isFromFile, pixelSizeNm };
}

function parseCrop(crop: string | undefined): Rectangle | undefined {
  if (crop === undefined) return undefined;
  const [x, y, width, height, ...rest] = crop.split(',').map(Number);
  const isWhole = [x, y, width, height].every(Number.isSafeInteger) && rest.length === 0;
  if (!isWhole) throw new RangeError(`"${crop}" is no crop`);
  return { x, y, width, height } as Rectangle;
}
