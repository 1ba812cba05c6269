import type { PictureRecord } from './picture.ts';

type Judged = Pick<PictureRecord, 'crop' | 'bitDepth' | 'fileBytes' | 'scale'>;

/**
 * Pictures of one scene, the one that is worth most first: most pixels without its stripe, then most bits, then a known
 * pixel size, then the largest file, which is the least compressed. Equals keep their order.
 */
export function bestFirst<Picture extends Judged>(
  pictures: readonly Picture[],
): readonly Picture[] {
  return pictures.toSorted(
    (a, b) =>
      area(b) - area(a) ||
      b.bitDepth - a.bitDepth ||
      Number(isSized(b)) - Number(isSized(a)) ||
      b.fileBytes - a.fileBytes,
  );
}

const area = ({ crop }: Judged): number => crop.width * crop.height;
const isSized = ({ scale }: Judged): boolean => scale?.pixelSizeNm !== undefined;
