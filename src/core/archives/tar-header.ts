import { AppError } from '../app-error.ts';
import { decodeName } from './decode-name.ts';

/** A tar is made of blocks of this size: a header, then the entry's bytes filled up to whole blocks. */
export const TAR_BLOCK = 512;

export type TarEntryKind = 'file' | 'long-name' | 'extended' | 'other';

export interface TarHeader {
  readonly name: string;
  readonly kind: TarEntryKind;
  /** In bytes, without the filling. */
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly modifiedAt: number;
}

const KINDS: Readonly<Record<string, TarEntryKind>> = {
  '\0': 'file',
  '0': 'file',
  '7': 'file',
  L: 'long-name',
  x: 'extended',
};

/**
 * One header block of a tar: V7, ustar, or GNU with its large numbers. Undefined for the empty block at the end.
 * @throws {AppError} `damaged-archive` where the checksum does not fit.
 */
export function parseTarHeader(block: Uint8Array): TarHeader | undefined {
  if (block.every((byte) => byte === 0)) return undefined;
  if (checksum(block) !== numberAt(block, 148, 8)) throw damagedTar();
  const prefix = isUstar(block) ? decodeName(block.subarray(345, 500)) : '';
  const name = decodeName(block.subarray(0, 100));
  const size = numberAt(block, 124, 12);
  if (!isSize(size)) throw damagedTar();
  return {
    name: prefix ? `${prefix}/${name}` : name,
    kind: KINDS[String.fromCharCode(block[156])] ?? 'other',
    size,
    modifiedAt: Math.max(0, numberAt(block, 136, 12)) * 1000 || 0,
  };
}

/**
 * What a pax header says of the next entry; the rest of its keys don't matter here.
 * @throws {AppError} `damaged-archive` for a size that is none.
 */
export function parsePax(bytes: Uint8Array): Partial<Pick<TarHeader, 'name' | 'size'>> {
  const found: { name?: string; size?: number } = {};
  let at = 0;
  while (at < bytes.length) {
    const space = bytes.indexOf(0x20, at);
    const length = space < 0 ? Number.NaN : Number(ascii(bytes.subarray(at, space)));
    if (!(length > space - at)) break;
    const equals = bytes.indexOf(0x3d, space);
    const key = ascii(bytes.subarray(space + 1, equals));
    const value = bytes.subarray(equals + 1, at + length - 1);
    if (key === 'path') found.name = decodeName(value);
    if (key === 'size') {
      found.size = Number(ascii(value));
      if (!isSize(found.size)) throw damagedTar();
    }
    at += length;
  }
  return found;
}

/** Bytes from an entry's end to the next block. */
export function tarFilling(size: number): number {
  return (TAR_BLOCK - (size % TAR_BLOCK)) % TAR_BLOCK;
}

/** Old GNU headers keep times where ustar has its prefix, and close their mark with a space. */
function isUstar(block: Uint8Array): boolean {
  return ascii(block.subarray(257, 262)) === 'ustar' && block[262] === 0;
}

/** Octal digits, or GNU's binary number behind a set top bit. */
function numberAt(block: Uint8Array, at: number, length: number): number {
  if (block[at] & 0x80) {
    let value = block[at] & 0x7f;
    for (let i = 1; i < length; i++) value = value * 256 + block[at + i];
    return value;
  }
  const digits = ascii(block.subarray(at, at + length)).replace(/[\s\0]+/g, '');
  return digits === '' ? 0 : /^[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : Number.NaN;
}

function isSize(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

/** Of the bytes, the checksum's own counted as spaces. */
function checksum(block: Uint8Array): number {
  let sum = 8 * 0x20;
  for (let i = 0; i < TAR_BLOCK; i++) if (i < 148 || i >= 156) sum += block[i];
  return sum;
}

function ascii(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

/** For a tar that can't be followed any further. */
export function damagedTar(cause?: unknown): AppError {
  return new AppError(
    'damaged-archive',
    'The archive is damaged or cut short here: what stood before was read, the rest is lost. Copy or download it again.',
    { cause },
  );
}
