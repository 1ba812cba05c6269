import { folderLabel } from '../core/dataset/folder-label.ts';
import type { ImportProblem, PictureRecord } from '../core/dataset/picture.ts';
import type { ReadOutcome, ReadPicture } from '../protocol/imaging.ts';
import type { JobContext } from './jobs.ts';
import type { Services } from './services.ts';

export interface PictureSource {
  readonly file: File;
  /** Relative to what was dropped, `/`-separated. */
  readonly path: string;
}

interface ImportListeners {
  onPictures(records: readonly PictureRecord[]): void;
  onProblems(problems: readonly ImportProblem[]): void;
}

export interface ImportInput {
  sources(signal: AbortSignal): AsyncIterable<PictureSource>;
  readonly total: number;
  /** What a picture's path says of its label; by default what its folders say. */
  readonly labelOf?: ((path: string) => string | undefined) | undefined;
}

interface ImportOutcome {
  /** Files whose content was in the project before. */
  readonly known: number;
}

/** Enough to keep every decoder busy while the slowest picture of the window is read. */
const WINDOW = 24;
const BATCH = 32;
/** A batch is stored after this long even if it is not full, so that pictures show while slow ones are read. */
const STORE_EVERY_MS = 400;

export async function* sampleSources(
  services: Services,
  set: { readonly count: number; readonly seed: number },
  signal: AbortSignal,
): AsyncGenerator<PictureSource> {
  const ahead: Promise<PictureSource>[] = [];
  for (let made = 0; made < set.count || ahead.length > 0; ) {
    while (made < set.count && ahead.length < WINDOW) {
      const next = services.imaging.sample(made++, set.seed, { signal });
      next.catch(() => {});
      ahead.push(next);
    }
    const source = ahead.shift();
    if (source) yield await source;
  }
}

/**
 * Reads pictures in a window of `WINDOW` at a time and stores them in the order of the sources, so that the same
 * folder always gives the same order. Nothing of a batch is shown before it is on disk.
 */
export async function importPictures(
  services: Services,
  input: ImportInput,
  context: JobContext,
  listeners: ImportListeners,
): Promise<ImportOutcome> {
  const { imaging, storage } = services;
  const { signal } = context;
  const reading: Promise<ReadOutcome>[] = [];
  let pictures: ReadPicture[] = [];
  let problems: ImportProblem[] = [];
  let storedAt = performance.now();
  let done = 0;
  let known = 0;

  const store = async () => {
    storedAt = performance.now();
    if (problems.length > 0) {
      await storage.addProblems(problems, { signal });
      listeners.onProblems(problems);
      problems = [];
    }
    if (pictures.length === 0) return;
    const labelOf = input.labelOf ?? folderLabel;
    const labels = pictures.map(({ record }) => labelOf(record.path));
    const importedAt = pictures.map(({ record }) => record.importedAt);
    const records = await storage.addPictures(pictures, labels, { signal });
    known += records.filter((record, i) => record.importedAt !== importedAt[i]).length;
    pictures = [];
    listeners.onPictures(records);
  };
  const settle = async () => {
    const outcome = await reading.shift();
    if (!outcome) return;
    if (outcome.kind === 'picture') pictures.push(outcome.picture);
    else problems.push(outcome.problem);
    done++;
    const fraction = input.total > 0 ? done / input.total : undefined;
    context.onProgress({
      stage: `${done} of ${input.total}`,
      ...(fraction === undefined ? {} : { fraction }),
    });
    const waited = performance.now() - storedAt;
    if (pictures.length >= BATCH || waited > STORE_EVERY_MS) await store();
  };

  for await (const { file, path } of input.sources(signal)) {
    signal.throwIfAborted();
    const read = imaging.read(file, path, { signal });
    read.catch(() => {});
    reading.push(read);
    if (reading.length >= WINDOW) await settle();
  }
  while (reading.length > 0) await settle();
  await store();
  return { known };
}
