import { AppError } from '../core/app-error.ts';
import {
  damagedZip,
  findZipDirectory,
  parseZip64End,
  parseZipDirectory,
  parseZipLocal,
  ZIP_LOCAL_HEADER,
  ZIP_TAIL,
  type ZipDirectoryPlace,
  type ZipEntry,
  zipLocalLength,
} from '../core/archives/zip-directory.ts';
import type { ArchiveEntry } from './import-tar.ts';

const STORED = 0;
const DEFLATED = 8;
/** Of one entry when unpacked: a picture larger than that is refused anyway. */
const MOST_ENTRY_BYTES = 2 ** 30;
/** A local header with any name. */
const LOCAL_WITH_NAME = ZIP_LOCAL_HEADER + 65_535;

/**
 * The files of a zip, in the order of its directory, which alone is read at once; a zip that lost its directory is
 * followed from header to header.
 * @throws {AppError} `damaged-archive` behind the entries that could be found.
 */
export async function* zipEntries(file: File): AsyncGenerator<ArchiveEntry> {
  const place = await directoryOf(file);
  if (!place) {
    yield* entriesWithoutDirectory(file);
    throw damagedZip();
  }
  for (const entry of parseZipDirectory(await bytesOf(file, place.offset, place.size))) {
    yield archived(file, entry);
  }
}

async function directoryOf(file: File): Promise<ZipDirectoryPlace | undefined> {
  const tailAt = Math.max(0, file.size - ZIP_TAIL);
  const found = findZipDirectory(await bytesOf(file, tailAt, ZIP_TAIL));
  const place =
    found && 'zip64At' in found ? parseZip64End(await bytesOf(file, found.zip64At, 56)) : found;
  return place && place.offset + place.size <= file.size ? place : undefined;
}

async function* entriesWithoutDirectory(file: File): AsyncGenerator<ArchiveEntry> {
  for (let at = 0; ; ) {
    const bytes = await bytesOf(file, at, LOCAL_WITH_NAME);
    const entry = parseZipLocal(bytes, at);
    if (!entry) return;
    const end = at + zipLocalLength(bytes) + entry.packedSize;
    if (end > file.size) return;
    if (!entry.name.endsWith('/')) yield archived(file, entry);
    at = end;
  }
}

function archived(file: File, entry: ZipEntry): ArchiveEntry {
  const title = entry.name.slice(entry.name.lastIndexOf('/') + 1);
  return {
    name: entry.name,
    open: async () => {
      const blob = await unpacked(file, entry);
      return new File([blob], title, { lastModified: entry.modifiedAt });
    },
  };
}

async function unpacked(file: File, entry: ZipEntry): Promise<Blob> {
  if (entry.isEncrypted) {
    throw new AppError(
      'unsupported-format',
      'The archive is locked with a password. Unpack it and add the folder.',
    );
  }
  if (entry.method !== STORED && entry.method !== DEFLATED) {
    throw new AppError(
      'unsupported-format',
      `The archive is packed in a way that Semscape does not read (method ${entry.method}). Unpack it and add the folder.`,
    );
  }
  if (entry.size > MOST_ENTRY_BYTES) {
    throw new AppError(
      'picture-too-large',
      'The file is larger than a gigabyte. Crop or shrink the picture, and add it again.',
    );
  }
  const header = await bytesOf(file, entry.offset, ZIP_LOCAL_HEADER);
  const start = entry.offset + zipLocalLength(header);
  const packed = file.slice(start, start + entry.packedSize);
  if (packed.size !== entry.packedSize) throw damagedZip();
  return entry.method === STORED ? packed : inflated(packed, entry.size);
}

/** Stops as soon as there is more than the directory says. */
async function inflated(packed: Blob, size: number): Promise<Blob> {
  const parts: BlobPart[] = [];
  let got = 0;
  const reader = packed.stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  try {
    while (got <= size) {
      const { done, value } = await reader.read();
      if (done) break;
      parts.push(value as Uint8Array<ArrayBuffer>);
      got += value.length;
    }
  } catch (cause) {
    throw damagedZip(cause);
  } finally {
    await reader.cancel().catch(() => {});
  }
  if (got !== size) throw damagedZip();
  return new Blob(parts);
}

async function bytesOf(file: File, at: number, length: number): Promise<Uint8Array> {
  return new Uint8Array(await file.slice(at, at + length).arrayBuffer());
}
