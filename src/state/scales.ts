import type { StateCreator } from 'zustand/vanilla';
import type { PictureId, PictureRecord, RecordChange } from '../core/dataset/picture.ts';
import { isScaleRead, noteReading, toldScale } from '../core/scale/scale-progress.ts';
import type { ScalePicture } from '../protocol/scale.ts';
import type { AppState } from './app-state.ts';
import type { JobContext } from './jobs.ts';
import type { FindOriginal } from './originals.ts';
import { presentPictures } from './selectors.ts';
import type { Services } from './services.ts';
import { withRecords } from './with-records.ts';

export interface ScalesSlice {
  /**
   * Reads the scales of all pictures that were not read yet, until there are none; does nothing while it runs. What
   * was read is on the disk within seconds, so that it goes on there after a reload.
   */
  readScales(): Promise<void>;
  /** Reads these pictures again, whatever is known of them. */
  readScalesAgain(pictures: readonly PictureId[]): Promise<void>;
}

/** Pictures that are read or wait for a reader; there are never more readers. */
const WINDOW = 8;
const STORE_EVERY = 64;
const STORE_EVERY_MS = 2000;

export const createScalesSlice =
  (services: Services): StateCreator<AppState, [], [], ScalesSlice> =>
  (set, get) => {
    /** The picture's file, else its preview, of which long bars and large letters can be read. */
    const sourceOf = async (
      record: PictureRecord,
      originalOf: FindOriginal,
      signal: AbortSignal,
    ): Promise<ScalePicture | undefined> => {
      const { id, path, width, scale, page } = record;
      const told = toldScale(scale);
      const file = await originalOf(record);
      if (file) {
        const place = page && { page: page.number };
        return { file, name: path, told: told ?? 'in-file', ...place };
      }
      const preview = await services.storage.preview(id, { signal });
      if (!preview) return undefined;
      return { file: new Blob([preview]), name: path, fullWidth: width, told };
    };

    const readOne = async (
      record: PictureRecord,
      originalOf: FindOriginal,
      signal: AbortSignal,
    ): Promise<RecordChange> => {
      try {
        const picture = await sourceOf(record, originalOf, signal);
        const reading = picture && (await services.scale.read(picture, { signal }));
        return { id: record.id, scale: noteReading(reading ?? record.scale) };
      } catch (error) {
        signal.throwIfAborted();
        if (isUnreadable(error)) return { id: record.id, scale: noteReading(record.scale) };
        throw error;
      }
    };

    const store = async (changes: RecordChange[], signal: AbortSignal) => {
      if (changes.length === 0) return;
      const stored = await services.storage.updateRecords(changes.splice(0), { signal });
      set({ records: withRecords(get().records, stored) });
    };

    const readAll = async (
      next: () => PictureRecord | undefined,
      count: { done: number; left: () => number },
      { signal, onProgress }: JobContext,
    ) => {
      const changes: RecordChange[] = [];
      let storedAt = performance.now();
      const originalOf = await get().findOriginals();
      const work = async () => {
        for (let record = next(); record; record = next()) {
          changes.push(await readOne(record, originalOf, signal));
          const total = ++count.done + count.left();
          onProgress({ stage: `${count.done} of ${total}`, fraction: count.done / total });
          const isDue = performance.now() - storedAt > STORE_EVERY_MS;
          if (!isDue && changes.length < STORE_EVERY) continue;
          storedAt = performance.now();
          await store(changes, signal);
        }
      };
      await Promise.all(Array.from({ length: WINDOW }, work));
      await store(changes, signal);
    };

    return {
      readScales: async () => {
        if (get().isReadOnly || get().jobs.some(({ kind }) => kind === 'scales')) return;
        let waiting = unread(get());
        if (waiting.length === 0) return;
        await get().runJob('scales', 'Reading scales', async (job) => {
          const count = { done: 0, left: () => waiting.length };
          while (waiting.length > 0) {
            await readAll(() => waiting.shift(), count, job);
            waiting = unread(get());
          }
        });
      },
      readScalesAgain: async (pictures) => {
        if (get().refuseToChange()) return;
        const wanted = new Set(pictures);
        const waiting = presentPictures(get()).filter(({ id }) => wanted.has(id));
        await get().runJob('scales', 'Reading scales again', (job) =>
          readAll(() => waiting.shift(), { done: 0, left: () => waiting.length }, job),
        );
        void get().readScales();
      },
    };
  };

function unread(state: AppState): PictureRecord[] {
  return presentPictures(state).filter(({ scale }) => !isScaleRead(scale));
}

/** One bad picture never stops a folder; that readers can't be started does. */
function isUnreadable(error: unknown): boolean {
  const { code } = (error ?? {}) as { readonly code?: unknown };
  return code !== 'no-backend';
}
