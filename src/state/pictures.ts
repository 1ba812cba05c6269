import type { StateCreator } from 'zustand/vanilla';
import { archiveKind } from '../core/archives/entry-path.ts';
import type { ImportProblem, PictureId, PictureRecord } from '../core/dataset/picture.ts';
import type { ImportProgress } from '../protocol/storage.ts';
import type { AppState } from './app-state.ts';
import { takeLabels } from './import-labels.ts';
import { type ImportInput, importPictures, sampleSources } from './import-pictures.ts';
import { refiledNotice } from './import-refiled.ts';
import type { JobContext } from './jobs.ts';
import type { PictureSource } from './picture-source.ts';
import type { Services } from './services.ts';
import { slicedHooks } from './sliced-hooks.ts';
import { withRecords } from './with-records.ts';

export interface PicturesSlice {
  readonly records: readonly PictureRecord[];
  readonly problems: readonly ImportProblem[];
  /** The import that a killed tab left, until one is started. */
  readonly interrupted: ImportProgress | undefined;

  importFiles(sources: readonly PictureSource[]): Promise<void>;
  openSampleSet(count: number): Promise<void>;
  /** Goes on with an import that a killed tab left, where that needs no files; else tells the person. */
  goOnImporting(interrupted: ImportProgress): void;
  clearProblems(): Promise<void>;
  /** A JPEG. */
  readPreview(picture: PictureId): Promise<Uint8Array<ArrayBuffer> | undefined>;
}

const SAMPLE_SEED = 1;
const SAMPLE_SOURCE = 'sample';
const INTERRUPTED = 'import-interrupted';
/** How far an import has come, and what it takes on the disk, is noted this often. */
const NOTE_EVERY_MS = 1000;
const counts = new Intl.NumberFormat('en-GB');

/** Where files come from, as an import that was interrupted remembers it. */
export function sourceOf(folder: string | undefined): string {
  return `files:${folder ?? ''}`;
}

function interruptedNotice({ done, total }: ImportProgress): string {
  const how =
    total > 0
      ? `${counts.format(done)} of ${counts.format(total)} files`
      : `${counts.format(done)} pictures`;
  return `Import was interrupted after ${how}: drop the folder again to go on; files already read are skipped quickly.`;
}

const quiet = { signal: new AbortController().signal };

export const createPicturesSlice =
  (services: Services): StateCreator<AppState, [], [], PicturesSlice> =>
  (set, get) => {
    const { storage } = services;
    let imports = 0;

    /** Keeps on the disk how far an import has come, so that a killed tab's successor can tell. */
    const noted = async <T>(
      start: Omit<ImportProgress, 'done'>,
      job: JobContext,
      run: (job: JobContext, onStored: () => void) => Promise<T>,
    ): Promise<T> => {
      const mine = ++imports;
      let done = 0;
      let notedAt = performance.now();
      const note = () => storage.noteImport({ ...start, done }, quiet);
      const onProgress: JobContext['onProgress'] = (progress) => {
        if (progress.fraction !== undefined) done = Math.round(progress.fraction * start.total);
        job.onProgress(progress);
      };
      await note();
      const end = async () => {
        const isLeft = get().jobs.some(({ kind }) => kind === 'open');
        if (mine === imports && !isLeft) await storage.noteImport(undefined, quiet);
      };
      try {
        const result = await run({ ...job, onProgress }, () => {
          if (performance.now() - notedAt < NOTE_EVERY_MS) return;
          notedAt = performance.now();
          // A failure to note is told by the next change to the project, which fails as well.
          void Promise.allSettled([note(), get().refreshStorageUse()]);
        });
        await end();
        return result;
      } catch (error) {
        if (job.signal.aborted) await end();
        throw error;
      } finally {
        await get().refreshStorageUse();
      }
    };
    const listeners = (onStored: () => void) => ({
      records: () => get().records,
      problems: () => get().problems,
      onPictures: (added: readonly PictureRecord[]) => {
        set({ records: withRecords(get().records, added) });
        onStored();
      },
      onOriginal: get().keepOriginal,
      onProblems: (problems: readonly ImportProblem[]) =>
        set({ problems: [...get().problems, ...problems] }),
      onReadable: (paths: ReadonlySet<string>) =>
        set({ problems: get().problems.filter(({ path }) => !paths.has(path)) }),
    });
    const runImport = async (title: string, source: string, input: ImportInput) => {
      if (get().refuseToChange()) return;
      const notices = get().notices.filter(({ code }) => code !== INTERRUPTED);
      set({ interrupted: undefined, notices });
      await get().runJob('import', title, async (context) => {
        const start = { title, source, total: input.total ?? 0 };
        const outcome = await noted(start, context, (job, onStored) =>
          importPictures(services, input, job, listeners(onStored)),
        );
        for (const labels of outcome.labels) {
          const taken = await takeLabels(get(), labels, slicedHooks(context.signal));
          if (taken.pictures.length > 0) await get().setLabels(taken.pictures, taken.labels);
          if (taken.notice) get().notify('information', taken.notice);
        }
        const refiled = refiledNotice(get(), outcome.refiled);
        if (refiled) get().notify('information', refiled);
        if (outcome.told > 0) {
          get().notify(
            'information',
            `The microscope’s notes on ${outcome.told} of the pictures were read from the files beside them.`,
          );
        }
        if (outcome.known > 0) {
          get().notify(
            'information',
            outcome.known === 1
              ? '1 of these files was here already, by content, and was not added twice.'
              : `${outcome.known} of these files were here already, by content, and were not added twice.`,
          );
        }
      });
      void get().readScales();
    };

    return {
      records: [],
      problems: [],
      interrupted: undefined,

      importFiles: (sources) =>
        runImport('Importing pictures', sourceOf(sources[0]?.path.split('/')[0]), {
          total: sources.some(({ path }) => archiveKind(path)) ? undefined : sources.length,
          async *sources() {
            yield* sources;
          },
        }),
      openSampleSet: (count) =>
        runImport('Making the sample set', SAMPLE_SOURCE, {
          total: count,
          sources: (signal) => sampleSources(services, { count, seed: SAMPLE_SEED }, signal),
        }),
      goOnImporting: (interrupted) => {
        if (interrupted.source === SAMPLE_SOURCE) void get().openSampleSet(interrupted.total);
        else {
          set({ interrupted });
          get().notify('information', interruptedNotice(interrupted), INTERRUPTED);
        }
      },
      clearProblems: async () => {
        if (get().refuseToChange()) return;
        await storage.clearProblems(quiet);
        set({ problems: [] });
      },
      readPreview: (picture) => storage.preview(picture, quiet),
    };
  };
