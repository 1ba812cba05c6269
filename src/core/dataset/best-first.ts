import type { PictureRecord } from './picture.ts';

type Judged = Pick<PictureRecord, 'crop' | 'bitDepth' | 'fileBytes' | 'scale'>;

/**
 * Pictures of one scene, the one that is worth most first: most pixels without its stripe, then most bits, then a known
 * pixel size, then the largest file, which is the least compressed. Equals keep their order.
 */
export function bestFirst<Picture extends Judged>(
  pictures: readonly Picture[],
): readonly Picture[] {
  const worth = ({ crop, bitDepth, scale, fileBytes }: Judged) => [
    crop.width * crop.height,
    bitDepth,
    scale?.pixelSizeNm === undefined ? 0 : 1,
    fileBytes,
  ];
  return pictures
    .map((picture) => ({ picture, worth: worth(picture) }))
    .sort((a, b) => {
      const at = a.worth.findIndex((value, i) => value !== b.worth[i]);
      return at < 0 ? 0 : (b.worth[at] ?? 0) - (a.worth[at] ?? 0);
    })
    .map(({ picture }) => picture);
}
