import { AppError } from '../../core/app-error.ts';
import { readHeader } from '../picture-header.ts';
import { sniffFormat } from '../sniff-format.ts';
import type { TiffLayout } from './tiff-layout.ts';

/** Encoders fill blocks up to whole units of 16 pixels. */
const FILLING = 15;
const MOST_SAMPLING = 4;
const START_OF_SCAN = 0xda;

/**
 * Refuses a block that claims, within its own header, to be larger than the page says, before its decoder allocates
 * what it claims.
 * @throws {AppError}
 */
export function checkJpegBlock(stored: Uint8Array, layout: TiffLayout): void {
  for (const frame of framesOf(stored)) {
    const [, height1 = 0, height0 = 0, width1 = 0, width0 = 0, count = 0] = frame;
    checkSize({ width: width1 * 256 + width0, height: height1 * 256 + height0 }, layout);
    for (let c = 0; c < count; c++) {
      const sampling = frame[7 + 3 * c] ?? 0;
      if (!isSampling(sampling >> 4) || !isSampling(sampling & 15)) throw damaged();
    }
  }
}

/** As `checkJpegBlock`, of a block that the browser decodes. */
export function checkWebpBlock(stored: Uint8Array<ArrayBuffer>, layout: TiffLayout): void {
  if (sniffFormat(stored, '') !== 'webp') throw damaged();
  checkSize(readHeader(stored, 'webp'), layout);
}

function checkSize(
  { width, height }: { readonly width: number; readonly height: number },
  { blockWidth, blockHeight }: TiffLayout,
): void {
  const fits = width <= blockWidth + FILLING && height <= blockHeight + FILLING;
  if (!(fits && width > 0 && height > 0)) throw damaged();
}

function isSampling(factor: number): boolean {
  return factor >= 1 && factor <= MOST_SAMPLING;
}

/** The contents of all start-of-frame segments, also those behind a scan. */
function* framesOf(stored: Uint8Array): Generator<Uint8Array> {
  let at = 2;
  while (at + 4 <= stored.length) {
    const marker = stored[at + 1]!;
    if (stored[at] !== 0xff || marker === 0 || marker === 0xff || isRestart(marker)) {
      at++;
      continue;
    }
    const length = stored[at + 2]! * 256 + stored[at + 3]!;
    if (marker >= 0xc0 && marker <= 0xc2) yield stored.subarray(at + 4, at + 2 + length);
    at += marker === START_OF_SCAN ? 4 : 2 + length;
  }
}

function isRestart(marker: number): boolean {
  return marker >= 0xd0 && marker <= 0xd7;
}

function damaged(): AppError {
  return new AppError(
    'unreadable-picture',
    'The file is damaged: its header does not fit its pixels. Export it again from the microscope.',
  );
}
