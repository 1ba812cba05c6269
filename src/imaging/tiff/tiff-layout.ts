import { AppError } from '../../core/app-error.ts';
import { checkDecodedSize } from '../decoded-size.ts';
import type { TiffDirectory } from './tiff-directory.ts';

export type SampleKind = 'unsigned' | 'signed' | 'float' | 'complex';

/** How a page's pixels lie in the file: everything that decoding needs besides the bytes. */
export interface TiffLayout {
  readonly width: number;
  readonly height: number;
  readonly samples: number;
  readonly bits: number;
  readonly kind: SampleKind;
  readonly compression: number;
  readonly predictor: number;
  readonly photometric: number;
  /** Each sample in blocks of its own. */
  readonly isPlanar: boolean;
  readonly isTiled: boolean;
  readonly blockWidth: number;
  readonly blockHeight: number;
  readonly offsets: readonly number[];
  readonly byteCounts: readonly number[];
  readonly littleEndian: boolean;
}

const KINDS: Readonly<Record<number, SampleKind>> = {
  1: 'unsigned',
  2: 'signed',
  3: 'float',
  4: 'unsigned',
  5: 'complex',
  6: 'complex',
};
/** No compression in use gets further but Zstandard's, with four bytes for 128 kB; a header that claims more is lying. */
const MOST_COMPRESSED = 2000;
const MOST_COMPRESSED_BY_ZSTD = 50_000;
const ZSTD = 50_000;

/**
 * Checks a page's header against the file before anything is allocated.
 * @throws {AppError} for a header that is not whole, or does not fit the file's size.
 */
export function tiffLayout(page: TiffDirectory, fileBytes: number): TiffLayout {
  const width = page.number(256) ?? 0;
  const height = page.number(257) ?? 0;
  const samples = page.number(277) ?? 1;
  const allBits = page.has(258) ? page.numbers(258) : [1];
  const bits = allBits[0] ?? 1;
  if (![width, height, samples, bits].every(isCount) || allBits.some((b) => b !== bits)) {
    throw new AppError(
      'unreadable-picture',
      'The file is damaged: its header does not say how large the picture is. Export it again from the microscope.',
    );
  }
  checkDecodedSize({ width, height }, samples * Math.max(1, bits / 8));
  const isTiled = page.has(322);
  const layout: TiffLayout = {
    width,
    height,
    samples,
    bits,
    kind: KINDS[page.number(339) ?? 1] ?? 'unsigned',
    compression: page.number(259) ?? 1,
    predictor: page.number(317) ?? 1,
    photometric: page.number(262) ?? 1,
    isPlanar: page.number(284) === 2 && samples > 1,
    isTiled,
    blockWidth: isTiled ? (page.number(322) ?? 0) : width,
    blockHeight: isTiled ? (page.number(323) ?? 0) : Math.min(height, page.number(278) ?? height),
    offsets: page.numbers(isTiled ? 324 : 273),
    byteCounts: page.numbers(isTiled ? 325 : 279),
    littleEndian: page.littleEndian,
  };
  return withBlocksInside(layout, fileBytes);
}

/** Bytes of one decoded row of a block; rows begin on whole bytes. */
export function blockRowBytes(layout: TiffLayout): number {
  return Math.ceil((layout.blockWidth * samplesInBlock(layout) * layout.bits) / 8);
}

export function samplesInBlock(layout: TiffLayout): number {
  return layout.isPlanar ? 1 : layout.samples;
}

/** Blocks across, blocks down, and planes of them. */
export function blockGrid(layout: TiffLayout): {
  readonly across: number;
  readonly down: number;
  readonly planes: number;
} {
  return {
    across: Math.ceil(layout.width / layout.blockWidth),
    down: Math.ceil(layout.height / layout.blockHeight),
    planes: layout.isPlanar ? layout.samples : 1,
  };
}

/** Rows of a block in row `down` of the grid that are stored: all of a tile's, what is left of a strip's. */
export function storedRows(layout: TiffLayout, down: number): number {
  if (layout.isTiled) return layout.blockHeight;
  return Math.min(layout.blockHeight, layout.height - down * layout.blockHeight);
}

function withBlocksInside(layout: TiffLayout, fileBytes: number): TiffLayout {
  const { blockWidth, blockHeight, compression, offsets } = layout;
  if (!isCount(blockWidth) || !isCount(blockHeight)) throw damaged();
  const { across, down, planes } = blockGrid(layout);
  const stored = { width: across * blockWidth, height: down * blockHeight };
  checkDecodedSize(stored, layout.samples * Math.max(1, layout.bits / 8));
  const blocks = across * down * planes;
  if (offsets.length < blocks) throw damaged();
  const rowBytes = blockRowBytes(layout);
  const mostCompressed = compression === ZSTD ? MOST_COMPRESSED_BY_ZSTD : MOST_COMPRESSED;
  const byteCounts: number[] = [];
  for (let b = 0; b < blocks; b++) {
    const decoded = rowBytes * storedRows(layout, Math.floor(b / across) % down);
    // Writers that leave the counts out, or wrong, are common among uncompressed files.
    const count = compression === 1 ? decoded : (layout.byteCounts[b] ?? fileBytes - offsets[b]!);
    if (offsets[b]! + count > fileBytes) throw cutShort();
    if (!(offsets[b]! >= 0 && count * mostCompressed >= decoded)) throw damaged();
    byteCounts.push(count);
  }
  return { ...layout, byteCounts };
}

/** Tags can hold fractions, infinities and what is not a number. */
function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value > 0;
}

function damaged(): AppError {
  return new AppError(
    'unreadable-picture',
    'The file is damaged: its header does not fit its pixels. Export it again from the microscope.',
  );
}

function cutShort(): AppError {
  return new AppError(
    'unreadable-picture',
    'The file is cut short: it ends before its last rows. Copy it again from the microscope.',
  );
}
