import { AppError } from '../app-error.ts';
import { decodeName } from './decode-name.ts';

/** Where the list of a zip's entries lies. */
export interface ZipDirectoryPlace {
  readonly offset: number;
  readonly size: number;
}

export interface ZipEntry {
  readonly name: string;
  /** 0 is stored, 8 is deflated. */
  readonly method: number;
  readonly isEncrypted: boolean;
  readonly packedSize: number;
  readonly size: number;
  /** Of the local header. */
  readonly offset: number;
  /** Milliseconds since 1970, in this machine's time zone as zip has it. */
  readonly modifiedAt: number;
}

/** A zip ends in a record of 22 bytes and a comment of up to 65535, before them 20 bytes that point to zip64's. */
export const ZIP_TAIL = 22 + 65_535 + 20;
/** Of a local header, without name and extra field. */
export const ZIP_LOCAL_HEADER = 30;

const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const FULL_16 = 0xffff;
const FULL_32 = 0xffffffff;

/** Where the end record in a zip's last bytes says that the directory lies, or where zip64's end record does. */
export function findZipDirectory(
  tail: Uint8Array,
): ZipDirectoryPlace | { readonly zip64At: number } | undefined {
  const view = viewOf(tail);
  for (let at = tail.length - 22; at >= 0; at--) {
    if (view.getUint32(at, true) !== END || at + 22 + view.getUint16(at + 20, true) > tail.length) {
      continue;
    }
    const size = view.getUint32(at + 12, true);
    const offset = view.getUint32(at + 16, true);
    const isFull =
      size === FULL_32 || offset === FULL_32 || view.getUint16(at + 10, true) === FULL_16;
    const locator = at - 20;
    if (isFull && locator >= 0 && view.getUint32(locator, true) === LOCATOR_64) {
      return { zip64At: uint64(view, locator + 8) };
    }
    return { offset, size };
  }
  return undefined;
}

/** Zip64's end record, of which the first 56 bytes are needed. */
export function parseZip64End(bytes: Uint8Array): ZipDirectoryPlace | undefined {
  const view = viewOf(bytes);
  if (bytes.length < 56 || view.getUint32(0, true) !== END_64) return undefined;
  return { size: uint64(view, 40), offset: uint64(view, 48) };
}

/** The entries of a central directory that are files, as far as it is whole. */
export function parseZipDirectory(bytes: Uint8Array): readonly ZipEntry[] {
  const view = viewOf(bytes);
  const entries: ZipEntry[] = [];
  let at = 0;
  while (at + 46 <= bytes.length && view.getUint32(at, true) === ENTRY) {
    const nameEnd = at + 46 + view.getUint16(at + 28, true);
    const extraEnd = nameEnd + view.getUint16(at + 30, true);
    const end = extraEnd + view.getUint16(at + 32, true);
    if (end > bytes.length) break;
    const entry = {
      name: decodeName(bytes.subarray(at + 46, nameEnd)),
      isEncrypted: (view.getUint16(at + 8, true) & 1) !== 0,
      method: view.getUint16(at + 10, true),
      modifiedAt: dosTime(view.getUint16(at + 14, true), view.getUint16(at + 12, true)),
      packedSize: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    };
    const sized = withZip64(entry, view, { at: nameEnd, end: extraEnd });
    if (!/[/\\]$/.test(sized.name)) entries.push(sized);
    at = end;
  }
  return entries;
}

/**
 * The entry whose local header begins at `at`, for zips whose directory is lost. Undefined where there is none, or
 * where its size stands behind its bytes.
 * @param bytes From there on, the name included.
 */
export function parseZipLocal(bytes: Uint8Array, at: number): ZipEntry | undefined {
  const view = viewOf(bytes);
  if (bytes.length < ZIP_LOCAL_HEADER || view.getUint32(0, true) !== LOCAL) return undefined;
  const flags = view.getUint16(6, true);
  const packedSize = view.getUint32(18, true);
  if ((flags & 8) !== 0 || packedSize === FULL_32) return undefined;
  return {
    name: decodeName(bytes.subarray(ZIP_LOCAL_HEADER, ZIP_LOCAL_HEADER + view.getUint16(26, true))),
    isEncrypted: (flags & 1) !== 0,
    method: view.getUint16(8, true),
    modifiedAt: dosTime(view.getUint16(12, true), view.getUint16(10, true)),
    packedSize,
    size: view.getUint32(22, true),
    offset: at,
  };
}

/**
 * Bytes of a local header with name and extra field: its entry's data begin behind it.
 * @throws {AppError} `damaged-archive` where there is no local header.
 */
export function zipLocalLength(bytes: Uint8Array): number {
  const view = viewOf(bytes);
  if (bytes.length < ZIP_LOCAL_HEADER || view.getUint32(0, true) !== LOCAL) throw damagedZip();
  return ZIP_LOCAL_HEADER + view.getUint16(26, true) + view.getUint16(28, true);
}

/** For a zip that can't be followed. */
export function damagedZip(cause?: unknown): AppError {
  return new AppError(
    'damaged-archive',
    'The archive is damaged or cut short: what could be found was read, the rest is lost. Copy or download it again.',
    { cause },
  );
}

/** Zip64's extra field holds those of the three numbers that are full, in this order. */
function withZip64(
  entry: ZipEntry,
  view: DataView,
  extra: { readonly at: number; readonly end: number },
): ZipEntry {
  let { size, packedSize, offset } = entry;
  for (let at = extra.at; at + 4 <= extra.end; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue;
    const end = Math.min(extra.end, at + 4 + view.getUint16(at + 2, true));
    let next = at + 4;
    const take = (now: number) => {
      if (now !== FULL_32 || next + 8 > end) return now;
      next += 8;
      return uint64(view, next - 8);
    };
    size = take(size);
    packedSize = take(packedSize);
    offset = take(offset);
  }
  return { ...entry, size, packedSize, offset };
}

function dosTime(date: number, time: number): number {
  const day = new Date(
    1980 + (date >> 9),
    ((date >> 5) & 15) - 1,
    date & 31,
    time >> 11,
    (time >> 5) & 63,
    (time & 31) * 2,
  );
  return day.getTime();
}

function uint64(view: DataView, at: number): number {
  return Number(view.getBigUint64(at, true));
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
