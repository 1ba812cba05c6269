import { getDecoder } from 'geotiff';
import { AppError } from '../../core/app-error.ts';
import { unpackZstd } from '../zstd/unpack-zstd.ts';
import { checkJpegBlock, checkWebpBlock } from './check-block-size.ts';
import type { TiffDirectory } from './tiff-directory.ts';
import { samplesInBlock, type TiffLayout } from './tiff-layout.ts';
import { unpackBits, unpackDeflate, unpackLzw } from './unpack.ts';

const JPEG_TABLES = 347;

const JPEG = 7;
const ZSTD = 50_000;
const WEBP = 50_001;
/** What geotiff decodes for us. */
const BY_GEOTIFF = new Set([JPEG, WEBP]);

const UNREADABLE: Readonly<Record<number, string>> = {
  2: 'fax (CCITT)',
  3: 'fax (CCITT)',
  4: 'fax (CCITT)',
  6: 'old-style JPEG',
  34887: 'LERC',
};

export type UnpackBlock = (
  stored: Uint8Array<ArrayBuffer>,
  out: Uint8Array<ArrayBuffer>,
) => Promise<void>;

/**
 * The decoder of a page's blocks: fills `out` with a block's bytes as they were before compression.
 * @throws {AppError} for a compression that can't be undone, and by the decoder for a damaged block.
 */
export async function blockUnpacker(page: TiffDirectory, layout: TiffLayout): Promise<UnpackBlock> {
  const unpack = await orDamaged(() => rawUnpacker(page, layout));
  return (stored, out) => orDamaged(() => unpack(stored, out));
}

/** Decoders throw what they like at damaged bytes. */
async function orDamaged<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError(
      'unreadable-picture',
      'The file is damaged: its pixels can’t be decoded. Copy it again from the microscope.',
      { cause },
    );
  }
}

async function rawUnpacker(page: TiffDirectory, layout: TiffLayout): Promise<UnpackBlock> {
  const { compression } = layout;
  if (compression === 1) return async (stored, out) => out.set(stored.subarray(0, out.length));
  if (compression === 5) return async (stored, out) => complete(unpackLzw(stored, out), out);
  if (compression === 32_773) return async (stored, out) => complete(unpackBits(stored, out), out);
  if (compression === ZSTD) return async (stored, out) => complete(unpackZstd(stored, out), out);
  if (compression === 8 || compression === 32_946) {
    return async (stored, out) => complete(await unpackDeflate(stored, out), out);
  }
  if (!BY_GEOTIFF.has(compression)) {
    const name = UNREADABLE[compression] ?? `number ${compression}`;
    throw new AppError(
      'unsupported-format',
      `The TIFF is compressed in a way that Semscape does not read: ${name}. Export it uncompressed or with LZW.`,
    );
  }
  const tables = page.bytes(JPEG_TABLES);
  if (tables) checkJpegBlock(tables, layout);
  const decoder = await getDecoder(compression, {
    tileWidth: layout.blockWidth,
    tileHeight: layout.blockHeight,
    predictor: 1,
    bitsPerSample: new Array<number>(samplesInBlock(layout)).fill(layout.bits),
    planarConfiguration: layout.isPlanar ? 2 : 1,
    samplesPerPixel: samplesInBlock(layout),
    ...{ JPEGTables: tables },
  });
  const check = compression === JPEG ? checkJpegBlock : checkWebpBlock;
  return async (stored, out) => {
    check(stored, layout);
    const decoded = new Uint8Array(await decoder.decode(stored.slice().buffer));
    out.set(decoded.subarray(0, out.length));
    complete(decoded.length, out);
  };
}

function complete(bytes: number, out: Uint8Array): void {
  if (bytes >= out.length) return;
  throw new AppError(
    'unreadable-picture',
    'The file is damaged: its compressed pixels end too early. Copy it again from the microscope.',
  );
}
