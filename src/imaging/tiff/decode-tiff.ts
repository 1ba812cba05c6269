import { AppError } from '../../core/app-error.ts';
import type { Raster, Samples } from '../../core/image/raster.ts';
import type { LoopHooks } from '../../core/loop-hooks.ts';
import { blockValues, swapBytes } from './block-values.ts';
import type { TiffDirectory } from './tiff-directory.ts';
import {
  blockGrid,
  blockRowBytes,
  storedRows,
  type TiffLayout,
  tiffLayout,
} from './tiff-layout.ts';
import { undoPrediction } from './undo-prediction.ts';
import { blockUnpacker } from './unpack-block.ts';

const COLOUR_MAP = 320;
const Photometric = { whiteIsZero: 0, blackIsZero: 1, rgb: 2, palette: 3, yCbCr: 6 } as const;
const JPEG = 7;

export interface DecodedTiff {
  readonly raster: Raster;
  /** Of one sample as stored. */
  readonly bitDepth: number;
}

/**
 * The pixels of one TIFF page: grey or RGB, colour map applied, white-is-zero turned over, other channels
 * dropped. Samples of up to 8 bits come out in 0 … 255, of up to 16 bits as stored, others as floats.
 * @throws {AppError}
 */
export async function decodeTiff(
  file: Uint8Array<ArrayBuffer>,
  page: TiffDirectory,
  hooks: LoopHooks = {},
): Promise<DecodedTiff> {
  const layout = tiffLayout(page, file.length);
  const channels = channelsOf(layout);
  const pixels = await readBlocks(file, page, layout, { channels, hooks });
  const { width, height } = layout;
  const stored: Raster = { data: pixels, width, height, channels };
  return { raster: toShown(stored, layout, page), bitDepth: layout.bits };
}

function channelsOf(layout: TiffLayout): 1 | 3 {
  const { photometric, samples, compression } = layout;
  if (photometric === Photometric.rgb && samples >= 3) return 3;
  if (photometric === Photometric.yCbCr && samples >= 3 && compression === JPEG) return 3;
  if (photometric <= Photometric.palette) return 1;
  throw new AppError(
    'unsupported-format',
    `The TIFF stores colour in a way that Semscape does not read (photometric ${photometric}). Export it in grey or RGB.`,
  );
}

async function readBlocks(
  file: Uint8Array<ArrayBuffer>,
  page: TiffDirectory,
  layout: TiffLayout,
  options: { readonly channels: 1 | 3; readonly hooks: LoopHooks },
): Promise<Samples> {
  const { channels, hooks } = options;
  const unpack = await blockUnpacker(page, layout);
  const out = samplesFor(layout, layout.width * layout.height * channels);
  const { across, down, planes } = blockGrid(layout);
  const rowBytes = blockRowBytes(layout);
  for (let b = 0; b < across * down * planes; b++) {
    const plane = Math.floor(b / (across * down));
    if (plane >= channels) break;
    const row = Math.floor(b / across) % down;
    const start = layout.offsets[b]!;
    const block = new Uint8Array(rowBytes * storedRows(layout, row));
    await unpack(file.subarray(start, start + layout.byteCounts[b]!), block);
    // The floating predictor takes bytes by significance and leaves them in this machine's order.
    if (!layout.littleEndian && layout.predictor !== 3) swapBytes(block, layout.bits >> 3);
    undoPrediction(block, rowBytes, layout);
    place(blockValues(block, rowBytes, layout), layout, {
      out,
      channels,
      plane,
      x: (b % across) * layout.blockWidth,
      y: row * layout.blockHeight,
    });
    await hooks.checkpoint?.((b + 1) / (across * down * planes));
  }
  return out;
}

function samplesFor({ kind, bits }: TiffLayout, length: number): Samples {
  if (kind === 'unsigned' && bits <= 8) return new Uint8Array(length);
  if (kind === 'unsigned' && bits <= 16) return new Uint16Array(length);
  return new Float32Array(length);
}

function place(
  values: ArrayLike<number> & ArrayBufferView,
  layout: TiffLayout,
  to: {
    readonly out: Samples;
    readonly channels: number;
    readonly plane: number;
    readonly x: number;
    readonly y: number;
  },
): void {
  const { out, channels, plane, x, y } = to;
  const { width, height, blockWidth, blockHeight, isPlanar } = layout;
  const step = isPlanar ? 1 : layout.samples;
  const copied = isPlanar ? 1 : channels;
  const columns = Math.min(blockWidth, width - x);
  const rows = Math.min(blockHeight, height - y);
  for (let r = 0; r < rows; r++) {
    let from = r * blockWidth * step;
    let into = ((y + r) * width + x) * channels + plane;
    for (let c = 0; c < columns; c++, from += step, into += channels) {
      for (let s = 0; s < copied; s++) out[into + s] = values[from + s]!;
    }
  }
}

function toShown(stored: Raster, layout: TiffLayout, page: TiffDirectory): Raster {
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
