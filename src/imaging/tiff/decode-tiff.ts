import type { Raster, Samples } from '../../core/image/raster.ts';
import type { LoopHooks } from '../../core/loop-hooks.ts';
import { blockValues, swapBytes } from './block-values.ts';
import { channelsOf, type StoredChannels, toShown } from './tiff-colours.ts';
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

export interface DecodedTiff {
  readonly raster: Raster;
  /** Of one sample as stored. */
  readonly bitDepth: number;
}

/**
 * The pixels of one TIFF page: grey or RGB, colour map applied, white-is-zero turned over, inks mixed, other channels
 * dropped. Samples of up to 8 bits come out in 0 … 255, of up to 16 bits as stored, others as floats.
 * @throws {AppError}
 */
export async function decodeTiff(
  file: Uint8Array<ArrayBuffer>,
  page: TiffDirectory,
  hooks: LoopHooks = {},
): Promise<DecodedTiff> {
  const layout = tiffLayout(page, file.length);
  const channels = channelsOf(page, layout);
  const pixels = await readBlocks(file, page, layout, { channels, hooks });
  return { raster: toShown(pixels, page, layout), bitDepth: layout.bits };
}

async function readBlocks(
  file: Uint8Array<ArrayBuffer>,
  page: TiffDirectory,
  layout: TiffLayout,
  options: { readonly channels: StoredChannels; readonly hooks: LoopHooks },
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
