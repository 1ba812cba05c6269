import { folderLabel } from '../core/dataset/folder-label.ts';
import type { ImportProblem, PictureId, PictureRecord } from '../core/dataset/picture.ts';
import type { LoopHooks } from '../core/loop-hooks.ts';
import type { FileStamp, ReadOutcome, ReadPicture } from '../protocol/imaging.ts';
import { type ImportEntry, problemOf, unpackSources } from './import-archives.ts';
import { Companions, type FoundLabels } from './import-companions.ts';
import type { Refiled } from './import-refiled.ts';
import type { JobContext } from './jobs.ts';
import type { PictureSource } from './picture-source.ts';
import type { Services } from './services.ts';
import { slicedHooks } from './sliced-hooks.ts';

/** The project that is imported into: what it holds, and who wants to hear of it. */
interface ImportTarget {
  records(): readonly PictureRecord[];
  problems(): readonly ImportProblem[];
  onPictures(records: readonly PictureRecord[]): void;
  /** The file of a picture, which the project does not keep; not told of what lies in an archive. */
  onOriginal(picture: PictureId, file: File): void;
  onProblems(problems: readonly ImportProblem[]): void;
  /** Files that failed before and are read now. */
  onReadable(paths: ReadonlySet<string>): void;
}

export interface ImportInput {
  sources(signal: AbortSignal): AsyncIterable<PictureSource>;
  /** Undefined where archives hold an unknown number. */
  readonly total: number | undefined;
}

interface ImportOutcome {
  /** Files whose content was in the project before. */
  readonly known: number;
  /** Pictures that were in the project before and lie in a folder of another label than theirs. */
  readonly refiled: readonly Refiled[];
  /** Pictures of which files beside them told something. */
  readonly told: number;
  readonly labels: readonly FoundLabels[];
}

type Read = ReadOutcome | { readonly kind: 'known' } | { readonly kind: 'companion' };

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
 * folder always gives the same order. Nothing of a batch is shown before it is on disk. What lies beside pictures is
 * used when all of them are there.
 */
export async function importPictures(
  services: Services,
  input: ImportInput,
  context: JobContext,
  target: ImportTarget,
): Promise<ImportOutcome> {
  const { signal } = context;
  const companions = new Companions();
  const shelf = new Shelf(services, target, signal);
  const hooks = slicedHooks(signal);
  const knownAt = await knownFiles(target.records(), hooks);
  const reading: { readonly entry: ImportEntry; readonly read: Promise<Read> }[] = [];
  let done = 0;

  const readEntry = async (entry: ImportEntry): Promise<Read> => {
    const { path } = entry;
    try {
      const file = await entry.open();
      if (companions.mayBe(path)) {
        const companion = await services.imaging.companion(file, path, { signal });
        if (companion) companions.take(path, companion);
        if (companion) return { kind: 'companion' };
      }
      const asKnown = knownAt.get(path);
      const known = asKnown && readAs(asKnown, await services.imaging.stamp(file, { signal }));
      const read: Read = known
        ? { kind: 'known' }
        : await services.imaging.read(file, path, { signal });
      const picture = read.kind === 'picture' ? read.picture.record.id : known;
      if (picture && entry.archive === undefined) target.onOriginal(picture, file);
      return read;
    } catch (error) {
      signal.throwIfAborted();
      return { kind: 'problem', problem: problemOf(path, error) };
    }
  };
  const settle = async () => {
    const next = reading.shift();
    if (!next) return;
    shelf.put(await next.read, next.entry);
    context.onProgress(progressOf(++done, input.total));
    await shelf.storeIfDue();
  };

  for await (const entry of unpackSources(input.sources(signal))) {
    signal.throwIfAborted();
    const read: Promise<Read> =
      'open' in entry ? readEntry(entry) : Promise.resolve({ kind: 'problem', problem: entry });
    read.catch(() => {});
    reading.push({ entry: 'open' in entry ? entry : unopened(entry), read });
    if (reading.length >= WINDOW) await settle();
  }
  while (reading.length > 0) await settle();
  const { changes, problems } = await companions.sidecarChanges(await shelf.storeAll(), hooks);
  shelf.putProblems(problems);
  await shelf.storeAll();
  for (let i = 0; i < changes.length; i += CHANGES_AT_ONCE) {
    const some = changes.slice(i, i + CHANGES_AT_ONCE);
    target.onPictures(await services.storage.updateRecords(some, { signal }));
  }
  const { known, refiled } = shelf;
  return { known, refiled, told: changes.length, labels: companions.labels };
}

const CHANGES_AT_ONCE = 500;
const RECORDS_A_CHECKPOINT = 512;

function unopened({ path }: ImportProblem): ImportEntry {
  return { path, archive: undefined, open: () => Promise.reject(new Error(path)) };
}

function progressOf(done: number, total: number | undefined) {
  if (!total) return { stage: `${done} files` };
  return { stage: `${done} of ${total}`, fraction: done / total };
}

/** What a file showed of itself when its picture was read. */
interface KnownFile extends FileStamp {
  readonly id: PictureId;
}

/** The files of pictures by path: one that is as it was is not read again, however large. */
async function knownFiles(
  records: readonly PictureRecord[],
  { checkpoint }: LoopHooks,
): Promise<ReadonlyMap<string, readonly KnownFile[]>> {
  const known = new Map<string, readonly KnownFile[]>();
  for (const [i, { id, path, fileBytes, modifiedAt, page }] of records.entries()) {
    if (i % RECORDS_A_CHECKPOINT === 0) await checkpoint?.(i / records.length);
    if (modifiedAt === undefined || page) continue;
    known.set(path, [...(known.get(path) ?? []), { id, bytes: fileBytes, modifiedAt }]);
  }
  return known;
}

/** The picture that was read of a file that showed the same. */
function readAs(
  known: readonly KnownFile[],
  { bytes, modifiedAt }: FileStamp,
): PictureId | undefined {
  return known.find((file) => file.bytes === bytes && file.modifiedAt === modifiedAt)?.id;
}

/** What was read and is not on disk yet. */
class Shelf {
  known = 0;
  readonly refiled: Refiled[] = [];
  readonly #services: Services;
  readonly #target: ImportTarget;
  readonly #signal: AbortSignal;
  readonly #failedBefore: ReadonlySet<string>;
  #pictures: ReadPicture[] = [];
  #labels: (string | undefined)[] = [];
  #problems: ImportProblem[] = [];
  #storedAt = performance.now();

  constructor(services: Services, target: ImportTarget, signal: AbortSignal) {
    this.#services = services;
    this.#target = target;
    this.#signal = signal;
    this.#failedBefore = new Set(target.problems().map(({ path }) => path));
  }

  put(read: Read, { path, archive }: ImportEntry): void {
    if (read.kind === 'known') this.known++;
    if (read.kind === 'problem') this.#problems.push(read.problem);
    const pictures =
      read.kind === 'picture' ? [read.picture] : read.kind === 'pages' ? read.pictures : [];
    const label = folderLabel(path) ?? archive;
    this.#pictures.push(...pictures);
    this.#labels.push(...pictures.map(() => label));
    if (read.kind === 'pages') this.#problems.push(...read.problems);
  }

  putProblems(problems: readonly ImportProblem[]): void {
    this.#problems.push(...problems);
  }

  async storeIfDue(): Promise<void> {
    const waited = performance.now() - this.#storedAt;
    if (this.#pictures.length >= BATCH || waited > STORE_EVERY_MS) await this.storeAll();
  }

  /** All records of the project, once nothing waits any more. */
  async storeAll(): Promise<readonly PictureRecord[]> {
    this.#storedAt = performance.now();
    await this.#storeProblems();
    await this.#storePictures();
    return this.#target.records();
  }

  async #storeProblems(): Promise<void> {
    const problems = this.#problems;
    if (problems.length === 0) return;
    this.#problems = [];
    await this.#services.storage.addProblems(problems, { signal: this.#signal });
    this.#target.onProblems(problems);
  }

  async #storePictures(): Promise<void> {
    const [pictures, labels] = [this.#pictures, this.#labels];
    if (pictures.length === 0) return;
    [this.#pictures, this.#labels] = [[], []];
    const { storage } = this.#services;
    const importedAt = pictures.map(({ record }) => record.importedAt);
    const paths = pictures.map(({ record }) => record.path);
    const records = await storage.addPictures(pictures, labels, { signal: this.#signal });
    this.known += records.filter((record, i) => record.importedAt !== importedAt[i]).length;
    for (const [i, record] of records.entries()) {
      const label = labels[i];
      if (label !== undefined && label !== record.folderLabel) this.refiled.push({ record, label });
    }
    this.#target.onPictures(records);
    const readable = new Set(paths.filter((path) => this.#failedBefore.has(path)));
    if (readable.size === 0) return;
    await storage.dropProblems([...readable], { signal: this.#signal });
    this.#target.onReadable(readable);
  }
}
