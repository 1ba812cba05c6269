import { AppError } from '../core/app-error.ts';
import { isPictureName } from '../core/dataset/is-picture-name.ts';
import type { PictureFormat } from '../core/dataset/picture.ts';

const SIGNATURES: readonly (readonly [PictureFormat, number, string])[] = [
  ['png', 0, '\x89PNG\r\n\x1a\n'],
  ['tiff', 0, 'II*\0'],
  ['tiff', 0, 'MM\0*'],
  ['tiff', 0, 'II+\0'],
  ['tiff', 0, 'MM\0+'],
  ['jpeg', 0, '\xff\xd8\xff'],
  ['gif', 0, 'GIF8'],
  ['webp', 8, 'WEBP'],
  ['bmp', 0, 'BM'],
];

/** Common things in folders of pictures that are none, by their first bytes, and what to do. */
const OTHERS: readonly (readonly [string, string])[] = [
  ['%PDF', 'The file is a PDF document, not a picture. Export its pictures and add those.'],
  ['PK\x03\x04', 'The file is an archive or an Office document. Unpack it and add the pictures.'],
  ['\x89HDF', 'The file is HDF5 data. Export the picture as TIFF or PNG.'],
  ['\0\0\0\x03', 'The file is a Gatan DM3 picture. Export it as TIFF.'],
  ['\0\0\0\x04', 'The file is a Gatan DM4 picture. Export it as TIFF.'],
  ['\0\0\0\x0cjP', 'The file is a JPEG 2000 picture. Export it as TIFF or PNG.'],
];

/** Hitachi's, TESCAN's and JEOL's files beside their pictures. */
const NOTES = /^\W*(\[(SemImageFile|TemImageFile|MAIN|SEM|FIB)\]|\${1,2}(CM|SM|FE)_)/;

const DRAWING = /<svg[\s/>]/i;

/**
 * The format of a file by its first bytes; `name` only helps to say what is wrong.
 * @throws {AppError} where the bytes are no picture's.
 */
export function sniffFormat(bytes: Uint8Array, name: string): PictureFormat {
  const head = String.fromCharCode(...bytes.subarray(0, 16));
  const found = SIGNATURES.find(([, at, text]) => head.startsWith(text, at));
  if (found) return found[0];
  const other = OTHERS.find(([text]) => head.startsWith(text));
  if (other) throw new AppError('not-a-picture', other[1]);
  throw new AppError('not-a-picture', unknownContent(bytes, name));
}

function unknownContent(bytes: Uint8Array, name: string): string {
  const isNamedLikePicture = isPictureName(name);
  const text = textOf(bytes);
  if (text === undefined) {
    return isNamedLikePicture
      ? 'The file does not begin like a picture of any format. Copy it again from the microscope.'
      : 'The file is no picture that Semscape reads. Export it as TIFF, PNG, JPEG, BMP, WebP or GIF.';
  }
  if (NOTES.test(text)) {
    return 'The file holds the microscope’s notes on a picture, but nothing that Semscape can use. Leave it out.';
  }
  if (DRAWING.test(text)) {
    return 'The file is an SVG drawing, not a picture of pixels. Export it as PNG, and add that.';
  }
  return isNamedLikePicture
    ? 'The file holds text although its name is a picture’s. Copy it again from the microscope.'
    : 'The file is text, not a picture. Leave it out.';
}

/** How the file begins, if that is text; some vendors write two bytes a letter, one of them zero. */
function textOf(bytes: Uint8Array): string | undefined {
  const start = bytes.subarray(0, 512);
  const hasMark = start[0] === 0xff || start[0] === 0xfe;
  const letters = start.subarray(hasMark ? 2 : 0).filter((b) => b !== 0);
  const isText = letters.every((b) => b >= 32 || (b >= 9 && b <= 13));
  return isText && letters.length >= start.length / 3 ? String.fromCharCode(...letters) : undefined;
}
