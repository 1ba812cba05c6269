import { AppError } from '../../core/app-error.ts';
import type { Raster, Samples } from '../../core/image/raster.ts';
import type { TiffDirectory } from './tiff-directory.ts';
import type { TiffLayout } from './tiff-layout.ts';

const COLOUR_MAP = 320;
const INK_SET = 332;
const CMYK = 1;
const Photometric = {
  whiteIsZero: 0,
  blackIsZero: 1,
  rgb: 2,
  palette: 3,
  inks: 5,
  yCbCr: 6,
} as const;
const JPEG = 7;

/** Samples a pixel that its colour is made of. */
export type StoredChannels = 1 | 3 | 4;

/** @throws {AppError} for a way of storing colour that is not read. */
export function channelsOf(page: TiffDirectory, layout: TiffLayout): StoredChannels {
  const { photometric, samples, bits, compression, kind } = layout;
  const isCmyk =
    photometric === Photometric.inks && (page.number(INK_SET) ?? CMYK) === CMYK && samples >= 4;
  // Inside JPEG, some writers turn the inks over and some don't.
  if (isCmyk && kind === 'unsigned' && bits >= 8 && bits <= 16 && compression !== JPEG) return 4;
  if (photometric === Photometric.rgb && samples >= 3) return 3;
  if (photometric === Photometric.yCbCr && samples >= 3 && compression === JPEG) return 3;
  if (photometric <= Photometric.palette) return 1;
  throw new AppError(
    'unsupported-format',
    `The TIFF stores colour in a way that Semscape does not read (photometric ${photometric}). Export it in grey or RGB.`,
  );
}

/** Grey or RGB of the samples of a page as stored, of which there are `channelsOf` a pixel; may change them in place. */
export function toShown(samples: Samples, page: TiffDirectory, layout: TiffLayout): Raster {
  const { width, height } = layout;
  const channels = channelsOf(page, layout);
  if (channels === 4) return withoutInks(samples, layout);
  const stored: Raster = { data: samples, width, height, channels };
  if (layout.photometric === Photometric.palette)
    return withColourMap(stored, page.numbers(COLOUR_MAP), layout);
  if (layout.photometric === Photometric.yCbCr) return fromYCbCr(stored);
  const { data } = stored;
  if (layout.kind === 'unsigned' && layout.bits < 8) {
    const factor = 255 / (2 ** layout.bits - 1);
    for (let i = 0; i < data.length; i++) data[i]! *= factor;
  }
  if (layout.photometric === Photometric.whiteIsZero) {
    const white = data instanceof Float32Array ? 0 : 2 ** Math.max(8, layout.bits) - 1;
    for (let i = 0; i < data.length; i++) data[i] = white - data[i]!;
  }
  return stored;
}

/** All reds, then all greens, then all blues, in 16 bits; some writers fill only the lower 8. */
function withColourMap(stored: Raster, map: readonly number[], layout: TiffLayout): Raster {
  const entries = 2 ** layout.bits;
  if (map.length < 3 * entries) {
    throw new AppError(
      'unreadable-picture',
      'The file is damaged: its colour map is missing. Export it again from the microscope.',
    );
  }
  const shift = map.some((v) => v > 255) ? 8 : 0;
  const table = Uint8Array.from(map, (v) => v >> shift);
  const { data: indices, width, height } = stored;
  const data = new Uint8Array(indices.length * 3);
  for (let i = 0, j = 0; i < indices.length; i++, j += 3) {
    const index = indices[i]!;
    data[j] = table[index]!;
    data[j + 1] = table[index + entries]!;
    data[j + 2] = table[index + 2 * entries]!;
  }
  return { data, width, height, channels: 3 };
}

/** What cyan, magenta, yellow and black let through of white, without a colour profile. */
function withoutInks(inks: Samples, { width, height, bits }: TiffLayout): Raster {
  const most = 2 ** bits - 1;
  const length = width * height * 3;
  const data = inks instanceof Uint8Array ? new Uint8Array(length) : new Uint16Array(length);
  for (let i = 0, j = 0; j < length; i += 4, j += 3) {
    const light = (most - inks[i + 3]!) / most;
    data[j] = Math.round((most - inks[i]!) * light);
    data[j + 1] = Math.round((most - inks[i + 1]!) * light);
    data[j + 2] = Math.round((most - inks[i + 2]!) * light);
  }
  return { data, width, height, channels: 3 };
}

function fromYCbCr(stored: Raster): Raster {
  const { data: source, width, height } = stored;
  const data = new Uint8ClampedArray(source.length);
  for (let i = 0; i < source.length; i += 3) {
    const y = source[i]!;
    const cb = source[i + 1]! - 128;
    const cr = source[i + 2]! - 128;
    data[i] = y + 1.402 * cr;
    data[i + 1] = y - 0.344136 * cb - 0.714136 * cr;
    data[i + 2] = y + 1.772 * cb;
  }
  return { data: new Uint8Array(data.buffer), width, height, channels: 3 };
}
