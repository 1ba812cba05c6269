import {
  archiveFolder,
  archiveKind,
  entryPath,
  pathInArchive,
} from '../core/archives/entry-path.ts';
import { isIgnorable } from '../core/dataset/is-ignorable.ts';
import type { ImportProblem } from '../core/dataset/picture.ts';
import { type ArchiveEntry, tarEntries } from './import-tar.ts';
import { zipEntries } from './import-zip.ts';
import { codeOf, sentenceOf } from './jobs.ts';
import type { PictureSource } from './picture-source.ts';

/** A file to import, lying in a folder or in an archive. */
export interface ImportEntry {
  readonly path: string;
  /** The name of the archive it comes from: its label if no folder gives one. */
  readonly archive: string | undefined;
  open(): Promise<File>;
}

/** An archive in an archive in an archive is read; deeper ones are no folders of pictures. */
const MOST_DEPTH = 3;

/** Every file of the sources, those in archives one by one, and what could not be read of an archive. */
export async function* unpackSources(
  sources: AsyncIterable<PictureSource>,
): AsyncGenerator<ImportEntry | ImportProblem> {
  for await (const { file, path } of sources) {
    yield* unpack({ path, archive: undefined, open: async () => file }, 0);
  }
}

async function* unpack(
  entry: ImportEntry,
  depth: number,
): AsyncGenerator<ImportEntry | ImportProblem> {
  const kind = depth < MOST_DEPTH ? archiveKind(entry.path) : undefined;
  if (!kind) {
    yield entry;
    return;
  }
  try {
    const file = await entry.open();
    const inside = kind === 'zip' ? zipEntries(file) : tarEntries(file, kind === 'tar.gz');
    for await (const found of inside) yield* unpackEntry(entry, found, depth);
  } catch (error) {
    yield problemOf(entry.path, error);
  }
}

async function* unpackEntry(
  archive: ImportEntry,
  { name, open }: ArchiveEntry,
  depth: number,
): AsyncGenerator<ImportEntry | ImportProblem> {
  const path = entryPath(name);
  if (path === '' || isIgnorable(path)) return;
  const folder = archiveFolder(archive.path);
  yield* unpack(
    {
      path: pathInArchive(archive.path, path),
      archive: folder.slice(folder.lastIndexOf('/') + 1),
      open,
    },
    depth + 1,
  );
}

/** A failure to open a file, as it is listed for a person. */
export function problemOf(path: string, error: unknown): ImportProblem {
  return { path, code: codeOf(error) ?? 'unreadable-picture', reason: sentenceOf(error) };
}
