import { AppError } from '../../core/app-error.ts';

/** Bytes of one value by TIFF field type; 0 for a type there is not. */
const TYPE_BYTES = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8];
const FLOAT = 11;
const DOUBLE = 12;
const SIGNED = new Set([6, 8, 9, 10, 17]);
const RATIONAL = new Set([5, 10]);
const NEW_SUBFILE_TYPE = 254;
const WIDTH = 256;
const HEIGHT = 257;
/** A chain that goes on longer, or in a circle, is not followed. */
const MOST_PAGES = 1024;
/** Bits of `NEW_SUBFILE_TYPE`: a smaller copy of another page, or a mask for one. */
const COPY_OR_MASK = 1 | 4;
/** Microscopes don't always mark their thumbnails; anything larger is a picture for itself. */
const THUMBNAIL_SHARE = 1 / 4;

interface Entry {
  readonly type: number;
  readonly count: number;
  /** Where the values begin in the file. */
  readonly offset: number;
}

/** One page's tags. Values are read from the file when asked for. */
export class TiffDirectory {
  readonly littleEndian: boolean;
  readonly #view: DataView;
  readonly #entries: ReadonlyMap<number, Entry>;

  constructor(view: DataView, littleEndian: boolean, entries: ReadonlyMap<number, Entry>) {
    this.#view = view;
    this.littleEndian = littleEndian;
    this.#entries = entries;
  }

  has(tag: number): boolean {
    return this.#entries.has(tag);
  }

  /** All values as numbers; empty when the tag is absent. */
  numbers(tag: number): readonly number[] {
    const entry = this.#entries.get(tag);
    if (!entry) return [];
    const step = TYPE_BYTES[entry.type] ?? 0;
    return Array.from({ length: entry.count }, (_, i) =>
      this.#value(entry, entry.offset + i * step),
    );
  }

  number(tag: number): number | undefined {
    const entry = this.#entries.get(tag);
    return entry && entry.count > 0 ? this.#value(entry, entry.offset) : undefined;
  }

  /** The values' bytes as they lie in the file. */
  bytes(tag: number): Uint8Array | undefined {
    const entry = this.#entries.get(tag);
    if (!entry) return undefined;
    const { buffer, byteOffset } = this.#view;
    return new Uint8Array(buffer, byteOffset + entry.offset, entry.count * TYPE_BYTES[entry.type]!);
  }

  /** The values as Latin-1 text, without the closing NUL that some vendors leave out. */
  text(tag: number): string | undefined {
    const bytes = this.bytes(tag);
    return bytes && new TextDecoder('latin1').decode(bytes).replace(/\0+$/, '');
  }

  /** Where the values begin in the file. */
  offset(tag: number): number | undefined {
    return this.#entries.get(tag)?.offset;
  }

  #value({ type }: Entry, at: number): number {
    const view = this.#view;
    const little = this.littleEndian;
    if (type === FLOAT) return view.getFloat32(at, little);
    if (type === DOUBLE) return view.getFloat64(at, little);
    const signed = SIGNED.has(type);
    if (RATIONAL.has(type)) return view.getUint32(at, little) / view.getUint32(at + 4, little);
    switch (TYPE_BYTES[type]) {
      case 1:
        return signed ? view.getInt8(at) : view.getUint8(at);
      case 2:
        return signed ? view.getInt16(at, little) : view.getUint16(at, little);
      case 4:
        return signed ? view.getInt32(at, little) : view.getUint32(at, little);
      default:
        return Number(signed ? view.getBigInt64(at, little) : view.getBigUint64(at, little));
    }
  }
}

/**
 * The first page that is not a thumbnail, of classic or Big TIFF in either byte order. Tags may stand in
 * any order; one whose values lie outside the file is left out, as if it were absent.
 * @throws {AppError} where the file has no page.
 */
export function readTiffDirectory(file: Uint8Array): TiffDirectory {
  return readTiffPages(file)[0] as TiffDirectory;
}

/**
 * All pages that are pictures, without thumbnails and masks; the first page if it has none but these.
 * @throws {AppError} where the file has no page.
 */
export function readTiffPages(file: Uint8Array): readonly TiffDirectory[] {
  const all = [...pagesOf(file)];
  const [first] = all;
  if (!first) {
    throw new AppError(
      'unreadable-picture',
      'The file is cut short: its table of contents lies beyond its end. Copy it again from the microscope.',
    );
  }
  const unmarked = all.filter(
    (page) => ((page.number(NEW_SUBFILE_TYPE) ?? 0) & COPY_OR_MASK) === 0,
  );
  const areas = unmarked.map((page) => (page.number(WIDTH) ?? 0) * (page.number(HEIGHT) ?? 0));
  const least = areas.reduce((most, area) => Math.max(most, area), 0) * THUMBNAIL_SHARE;
  const pages = unmarked.filter((_, i) => areas[i]! >= least);
  return pages.length > 0 ? pages : [first];
}

function* pagesOf(file: Uint8Array): Generator<TiffDirectory> {
  if (file.length < 8) return;
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const littleEndian = view.getUint8(0) === 0x49;
  const isBig = view.getUint16(2, littleEndian) === 43;
  let at = isBig ? wide(view, 8, littleEndian) : narrow(view, 4, littleEndian);
  const met = new Set<number>();
  while (met.size < MOST_PAGES && at > 0 && !met.has(at)) {
    met.add(at);
    const read = readPage(view, { at, littleEndian, isBig });
    if (!read) return;
    yield read.directory;
    at = read.next;
  }
}

function readPage(
  view: DataView,
  place: { readonly at: number; readonly littleEndian: boolean; readonly isBig: boolean },
): { readonly directory: TiffDirectory; readonly next: number } | undefined {
  const { at, littleEndian, isBig } = place;
  const [countBytes, entryBytes, inlineBytes] = isBig ? [8, 20, 8] : [2, 12, 4];
  const read = isBig ? wide : narrow;
  if (at + countBytes > view.byteLength) return undefined;
  const count = isBig ? wide(view, at, littleEndian) : view.getUint16(at, littleEndian);
  const end = at + countBytes + count * entryBytes;
  if (count === 0 || end > view.byteLength) return undefined;
  const entries = new Map<number, Entry>();
  for (let i = 0; i < count; i++) {
    const entryAt = at + countBytes + i * entryBytes;
    const type = view.getUint16(entryAt + 2, littleEndian);
    const valueCount = read(view, entryAt + 4, littleEndian);
    const bytes = (TYPE_BYTES[type] ?? 0) * valueCount;
    const valueAt = entryAt + entryBytes - inlineBytes;
    const offset = bytes <= inlineBytes ? valueAt : read(view, valueAt, littleEndian);
    if (bytes > 0 && offset + bytes <= view.byteLength) {
      entries.set(view.getUint16(entryAt, littleEndian), { type, count: valueCount, offset });
    }
  }
  const hasNext = end + inlineBytes <= view.byteLength;
  return {
    directory: new TiffDirectory(view, littleEndian, entries),
    next: hasNext ? read(view, end, littleEndian) : 0,
  };
}

function narrow(view: DataView, at: number, littleEndian: boolean): number {
  return at + 4 <= view.byteLength ? view.getUint32(at, littleEndian) : 0;
}

function wide(view: DataView, at: number, littleEndian: boolean): number {
  return at + 8 <= view.byteLength ? Number(view.getBigUint64(at, littleEndian)) : 0;
}
