import { encode as encodePng } from 'fast-png';
import type { FuzzSeed } from '../core/random/mutated-bytes.test-support.ts';
import { writeTestPages } from './tiff/write-test-pages.ts';
import { type TestTiff, writeTestTiff } from './tiff/write-test-tiff.ts';
import { ZSTD_TIFFS } from './zstd/zstd-tiffs.test-support.ts';

/** Written by ImageMagick: 24 × 16 pixels, the GIF and the BMP 8 × 6. */
const SMALL_FILES: Readonly<Record<string, string>> = {
  jpeg: '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxOUlNSMj5aYVpQYEpRUk//2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT0//wAARCAAQABgDASIAAhEBAxEB/8QAGQAAAgMBAAAAAAAAAAAAAAAAAAQCAwUG/8QAIBAAAgIBAwUAAAAAAAAAAAAAAQIAEQMEEmEhQVGBof/EABUBAQEAAAAAAAAAAAAAAAAAAAIF/8QAHREAAgIBBQAAAAAAAAAAAAAAAAECBUEREhUhQv/aAAwDAQACEQMRAD8A599Uuzqp9CRXMXsk14sylNZhOMI60RxcXfKSSBV8yvKlT8ljl8JjozqrEFvohM0sWBO5ge9wijUNLTYGN3LPR//Z',
  'progressive jpeg':
    '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxOUlNSMj5aYVpQYEpRUk//2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT0//wgARCAAQABgDASIAAhEBAxEB/8QAGAAAAwEBAAAAAAAAAAAAAAAAAAMEAQL/xAAWAQEBAQAAAAAAAAAAAAAAAAAEAAL/2gAMAwEAAhADEAAAAYOU61jScs//xAAXEAEBAQEAAAAAAAAAAAAAAAARAAES/9oACAEBAAEFAnDdZm6m/8QAFxEAAwEAAAAAAAAAAAAAAAAAAAETFP/aAAgBAwEBPwHWXTP/xAAVEQEBAAAAAAAAAAAAAAAAAAAAFP/aAAgBAgEBPwGJC//EABQQAQAAAAAAAAAAAAAAAAAAACD/2gAIAQEABj8CX//EABoQAAEFAQAAAAAAAAAAAAAAAAABESFBUTH/2gAIAQEAAT8hel0oOJuTSDBbn//aAAwDAQACAAMAAAAQ3/8A/8QAFxEBAQEBAAAAAAAAAAAAAAAAAREAMf/aAAgBAwEBPxAKdy62b//EABYRAQEBAAAAAAAAAAAAAAAAABEAAf/aAAgBAgEBPxDCkNv/xAAbEAEAAwEBAQEAAAAAAAAAAAABABEhMVFhgf/aAAgBAQABPxBIU+qNgO1rORwolD25Rxv5BO/qZUWxLTyf/9k=',
  gif: 'R0lGODlhCAAGAPUAAHoNdNMEOMQVNegAO5sKQ7YISrYRS7AAVIIjXY4QaooAebUIYpM7augZRvYIUt0OYjQHqS4SoSUAsikJuDoAuX0AjVUDqE0LtlAvrQAHwRIAwB0AygAVxhIYwCUAwTMZ0i8tygwA5gAA6h4e5AAA/wAV/ycE8ggi6TQl4UsVzEQO1VoT1kYywYUmiAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAACH5BAAAAAAALAAAAAAIAAYAAAYsQEdjEHgUDILE4gAgMBCKFOYiiVQsLdYHNNFQVCvIBhUyeTqjU4ZDKpFEpCAAOw==',
  webp: 'UklGRqwAAABXRUJQVlA4IKAAAADQBACdASoYABAAPrVInkmnJCKhMAgA4BaJbACdMoR3IsBxf4DTZcjue8Q+hBZpgAD+v/AkcfhBYBm8IEpCtr1lA7z40MCA64Bpz5YQUX+3Hh/QTkag9v/xCse6gffyYnb27KKUsZCiDY6IL9JSQBQoh744oDLLt1S0GEs3DdnEVxiyYFyhA5fN2PeEsuX3lhreTGxOZjpcd8CwZL2ZP4AA',
  'lossless webp':
    'UklGRk4AAABXRUJQVlA4TEEAAAAvF8ADEH8gEEhS2B94hYmYiAFMbAdUkW1DBRVUUEEFFVRQQQUVVFBBBRVU8LcZIvqfn4+Xh5uLk4OdjZWFmYmRgQA=',
  bmp: 'Qk3GAAAAAAAAADYAAAAoAAAACAAAAAYAAAABABgAAAAAAJAAAAAAAAAAAAAAAAAAAAAAAAAA/wAd/yAW3xYG/wAA/woA/wEA/wUB/wAA4zNR4SBg4R0i/xoQ/wAu/wVH7QYlyRkeqiR3oidtpgZAxgA72QlI3wB/xgJwzwAtnkCSdwSkvAlVugByvgBZxydr3SZMfB1TOhTtThf7TirTXA2DbCeASUyvYiaIVgC9YAfJYBrOTgCZAAB5AACeEgDbJxnnBgn9',
  'jpeg in tiff':
    'SUkqAPIAAAD/2P/AABEIABAAGANSEQBHEQBCEQD/2gAMA1IARwBCAAA/ANo+IYkbDJgH/ZJzXIRFGT52LDrg9qzm8NSOqtEcg9Ae3HSkbVVuELI+MDjkAiokm8tCdmSepPSqMWjXcTHeqle5HWi11l4Zdksm9e2T0FRu8bnONpPp0q82n20ihWXbJ0yRzXDNrRZArLgEcMBmp9424QAcckdc/wCFdrJp8qsQrYBPAJqAaiZVwGdQWGck4qNWXfkjcg5O3rVhdMj3bnhRs9RQuqvDIwZj14PtRchRhl4Dc8nmq17oUcjboERW5Pp/nvX/2QAQAAABAwABAAAAGAAAAAEBAwABAAAAEAAAAAIBAwADAAAAuAEAAAMBAwABAAAABwAAAAYBAwABAAAAAgAAAAoBAwABAAAAAQAAABEBBAABAAAACAAAABIBAwABAAAAAQAAABUBAwABAAAAAwAAABYBAwABAAAAEAAAABcBBAABAAAA6QAAABwBAwABAAAAAQAAACkBAwACAAAAAAABAD4BBQACAAAAEAMAAD8BBQAGAAAA4AIAAFsBBwAhAQAAvgEAAAAAAAAIAAgACAD/2P/bAEMAEAsMDgwKEA4NDhIREBMYKBoYFhYYMSMlHSg6Mz08OTM4N0BIXE5ARFdFNzhQbVFXX2JnaGc+TXF5cGR4XGVnY//EAB8AAAEFAQEBAQEBAAAAAAAAAAABAgMEBQYHCAkKC//EALUQAAIBAwMCBAMFBQQEAAABfQECAwAEEQUSITFBBhNRYQcicRQygZGhCCNCscEVUtHwJDNicoIJChYXGBkaJSYnKCkqNDU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6g4SFhoeIiYqSk5SVlpeYmZqio6Slpqeoqaqys7S1tre4ubrCw8TFxsfIycrS09TV1tfY2drh4uPk5ebn6Onq8fLz9PX29/j5+v/ZAIXrUQAAAIAAw/WoAAAAAALNzEwAAAAAAc3MTAAAAIAAzcxMAAAAAAKPwvUAAAAAEDcaoAAAAAACK4cKAAAAIAA=',
};

const TIFFS: Readonly<Record<string, Partial<TestTiff>>> = {
  plain: {},
  'big-endian 16-bit strips': { bits: 16, littleEndian: false, blocks: { rows: 4 } },
  'bilevel big-endian': { bits: 1, littleEndian: false },
  'BigTIFF tiles': { isBig: true, blocks: { tileWidth: 16, tileHeight: 16 } },
  LZW: { compression: 'lzw', blocks: { rows: 5 } },
  'LZW predicted': { compression: 'lzw', predictor: 2, bits: 16 },
  PackBits: { compression: 'packbits' },
  'deflate, float predictor': { compression: 'deflate', predictor: 3, bits: 32, kind: 'float' },
  'planar RGB': { samples: 3, isPlanar: true },
  'tiled BigTIFF, big-endian, LZW': {
    isBig: true,
    littleEndian: false,
    compression: 'lzw',
    blocks: { tileWidth: 16, tileHeight: 16 },
  },
  CMYK: { samples: 4, photometric: 5, compression: 'lzw' },
  palette: { photometric: 3, colourMap: Array.from({ length: 768 }, (_, i) => i * 85) },
  described: { texts: { 270: 'ImageJ=1.53\nunit=nm\n', 34682: '[Scan]\nPixelWidth=1e-9\n' } },
};

const SIZE = { width: 24, height: 16 };

/** Small whole files of every format; their headers are where most damage shall be done. */
export async function fuzzSeeds(): Promise<readonly FuzzSeed[]> {
  const seeds: FuzzSeed[] = [];
  for (const [name, options] of Object.entries(TIFFS)) {
    const count = SIZE.width * SIZE.height * (options.samples ?? 1);
    const most = 2 ** Math.min(16, options.bits ?? 8);
    const values = Array.from({ length: count }, (_, i) => (i * 7) % most);
    seeds.push(tiffSeed(`tiff, ${name}`, await writeTestTiff({ ...SIZE, values, ...options })));
  }
  for (const [name, { base64 }] of Object.entries(ZSTD_TIFFS)) {
    const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
    seeds.push(tiffSeed(`tiff, Zstandard, ${name}`, bytes, [[8, bytes.length]]));
  }
  const page = (grey: number) => ({ width: 8, height: 6, grey });
  seeds.push(tiffSeed('tiff, pages', writeTestPages([page(10), page(20), page(30)])));
  for (const [name, text] of Object.entries(SMALL_FILES)) {
    const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
    seeds.push(
      name === 'jpeg in tiff'
        ? tiffSeed(name, bytes, [[8, bytes.length]])
        : {
            name,
            bytes,
            headers: [
              [0, 64],
              [0, name.includes('jpeg') ? bytes.length : 32],
            ],
          },
    );
  }
  return [...seeds, pngSeed(8), pngSeed(16)];
}

function tiffSeed(
  name: string,
  bytes: Uint8Array<ArrayBuffer>,
  more: FuzzSeed['headers'] = [],
): FuzzSeed {
  const view = new DataView(bytes.buffer);
  const littleEndian = bytes[0] === 0x49;
  const isBig = view.getUint16(2, littleEndian) === 43;
  const at = isBig ? Number(view.getBigUint64(8, littleEndian)) : view.getUint32(4, littleEndian);
  const directory = [at, Math.min(bytes.length, at + 280)] as const;
  return { name, bytes, headers: [[0, 16], directory, directory, directory, ...more] };
}

function pngSeed(depth: 8 | 16): FuzzSeed {
  const length = SIZE.width * SIZE.height;
  const data = depth === 8 ? new Uint8Array(length) : new Uint16Array(length);
  for (let i = 0; i < length; i++) data[i] = (i * 311) % 2 ** depth;
  const text = { Semscape: '{"semscape":{"pixelSizeNm":2}}' };
  const bytes = new Uint8Array(encodePng({ ...SIZE, data, channels: 1, depth, text }));
  return { name: `png, ${depth} bits`, bytes, headers: [[0, 64]], repair: repairPng };
}

function repairPng(bytes: Uint8Array<ArrayBuffer>): void {
  const view = new DataView(bytes.buffer);
  for (let at = 8; at + 12 <= bytes.length; ) {
    const end = at + 8 + view.getUint32(at);
    if (end + 4 > bytes.length) return;
    view.setUint32(end, crc32(bytes.subarray(at + 4, end)));
    at = end + 4;
  }
}

function crc32(bytes: Uint8Array): number {
  let crc = -1;
  for (const byte of bytes) {
    crc ^= byte;
    for (let b = 0; b < 8; b++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
