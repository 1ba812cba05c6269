import { AppError } from '../core/app-error.ts';
import type { PictureFormat } from '../core/dataset/picture.ts';
import { checkDecodedSize } from './decoded-size.ts';
import { gifSize } from './gif-size.ts';
import { jpegSegments } from './jpeg-segments.ts';
import { pngChunks } from './png-chunks.ts';

export interface PictureHeader {
  readonly width: number;
  readonly height: number;
  readonly bitDepth: number;
}

/** By PNG's colour type. */
const PNG_CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
/** Bytes out of one byte, with some room: no deflate stream gives more than 1032. */
const MOST_DEFLATED = 1100;
/** Pixels out of one byte, with much room: every 64 of them take a bit at least. */
const MOST_JPEG_PIXELS = 2000;
/** Likewise: the longest code of its LZW has 4096 pixels, and 12 bits. */
const MOST_GIF_PIXELS = 4096;

const OS2_HEADER = 12;

type BitmapFormat = Exclude<PictureFormat, 'tiff'>;

/**
 * What a file says of itself before it is decoded, and whether it is all there: browsers decode what they
 * have of a picture that was cut short, and allocate whatever its header claims.
 * @throws {AppError} for a header that is not whole or that claims more pixels than the file can hold, or a file that
 * ends too early.
 */
export function readHeader(file: Uint8Array<ArrayBuffer>, format: BitmapFormat): PictureHeader {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  try {
    return READERS[format](file, view);
  } catch (cause) {
    if (cause instanceof RangeError) throw cutShort({ cause });
    throw cause;
  }
}

type Reader = (file: Uint8Array<ArrayBuffer>, view: DataView) => PictureHeader;

const READERS: Readonly<Record<BitmapFormat, Reader>> = {
  png(file, view) {
    const chunks = pngChunks(file);
    if (!chunks.some(({ type }) => type === 'IEND')) throw cutShort();
    // Decoders believe the last header.
    if (chunks.findLastIndex(({ type }) => type === 'IHDR') !== 0) throw damaged();
    const header = { width: view.getUint32(16), height: view.getUint32(20) };
    const bitDepth = view.getUint8(24);
    const rowBytes = (header.width * bitDepth * (PNG_CHANNELS[view.getUint8(25)] ?? 1)) / 8;
    const packed = chunks.reduce((n, { type, data }) => n + (type === 'IDAT' ? data.length : 0), 0);
    if (packed * MOST_DEFLATED < rowBytes * header.height) throw lying(header);
    return { ...header, bitDepth };
  },

  jpeg(file) {
    const { segments, isComplete } = jpegSegments(file);
    const frame = segments.find(({ marker }) => isFrame(marker))?.data;
    if (!isComplete || !frame) throw cutShort();
    const size = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
    const [width, height] = [size.getUint16(3), size.getUint16(1)];
    if (file.length * MOST_JPEG_PIXELS < width * height) throw lying({ width, height });
    return { width, height, bitDepth: size.getUint8(0) };
  },

  gif(file) {
    if (file.lastIndexOf(0x3b) < 13) throw cutShort();
    const { width, height } = gifSize(file);
    if (file.length * MOST_GIF_PIXELS < width * height) throw lying({ width, height });
    return { width, height, bitDepth: 8 };
  },

  bmp(file, view) {
    const { width, height, bits, isPlain } = bmpSize(view);
    const rowBytes = Math.ceil((width * bits) / 32) * 4;
    if (isPlain && view.getUint32(10, true) + rowBytes * height > file.length) throw cutShort();
    return { width, height, bitDepth: 8 };
  },

  webp(file, view) {
    if (view.getUint32(4, true) + 8 > file.length) throw cutShort();
    return { ...webpSize(view), bitDepth: 8 };
  },
};

/** Start-of-frame markers C0 … CF, without the tables and extensions among them. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

/** The oldest header, OS/2's of 12 bytes, has shorter numbers, and no compression. */
function bmpSize(view: DataView) {
  const headerBytes = view.getUint32(14, true);
  if (headerBytes === OS2_HEADER) {
    const [width, height] = [view.getUint16(18, true), view.getUint16(20, true)];
    return { width, height, bits: view.getUint16(24, true), isPlain: true };
  }
  return {
    width: view.getInt32(18, true),
    height: Math.abs(view.getInt32(22, true)),
    bits: view.getUint16(28, true),
    isPlain: headerBytes >= 40 && [0, 3].includes(view.getUint32(30, true)),
  };
}

function webpSize(view: DataView): { readonly width: number; readonly height: number } {
  const kind = String.fromCharCode(view.getUint8(15));
  if (kind === 'X') {
    const three = (at: number) => view.getUint16(at, true) + view.getUint8(at + 2) * 65_536 + 1;
    return { width: three(24), height: three(27) };
  }
  if (kind === 'L') {
    const packed = view.getUint32(21, true);
    return { width: (packed & 0x3fff) + 1, height: ((packed >> 14) & 0x3fff) + 1 };
  }
  return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
}

/** Too large is the plainer reason, where it is one. */
function lying(size: { readonly width: number; readonly height: number }): AppError {
  checkDecodedSize(size, 4);
  return damaged();
}

function damaged(): AppError {
  return new AppError(
    'unreadable-picture',
    'The file is damaged: its header does not fit its pixels. Export it again from the microscope.',
  );
}

function cutShort(options?: { readonly cause: unknown }): AppError {
  return new AppError(
    'unreadable-picture',
    'The file is cut short: it ends before its last rows. Copy it again from the microscope.',
    options,
  );
}
