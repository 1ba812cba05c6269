import type { StateCreator } from 'zustand/vanilla';
import type { CutPlate, PictureRecord, Rectangle } from '../core/dataset/picture.ts';
import { plateId } from '../core/dataset/plate-id.ts';
import type { AppState } from './app-state.ts';
import type { JobContext } from './jobs.ts';
import type { FindOriginal } from './originals.ts';
import { isCutFromFile, pictureById } from './selectors.ts';
import type { Services } from './services.ts';
import { withRecords } from './with-records.ts';

export interface CropsSlice {
  /**
   * Cuts what the networks see within the chosen crops from the pictures' files, where those are at hand; others stay
   * cut from their previews. Starts by itself when a crop changes, and when a project was opened or imported into.
   */
  cutCrops(): Promise<void>;
}

interface Uncut {
  readonly record: PictureRecord;
  readonly crop: Rectangle;
}

/** Files that are decoded at once. */
const WINDOW = 8;
const STORE_EVERY = 32;

export const createCropsSlice =
  (services: Services): StateCreator<AppState, [], [], CropsSlice> =>
  (set, get, api) => {
    let running: Promise<void> | undefined;

    api.subscribe((state, former) => {
      if (isBusy(state)) return;
      if (state.decided.crops !== former.decided.crops || isBusy(former)) void get().cutCrops();
    });

    const store = async (cuts: CutPlate[], { signal }: Pick<JobContext, 'signal'>) => {
      if (cuts.length === 0) return;
      const records = await services.storage.addCuts(cuts.splice(0), { signal });
      set({ records: withRecords(get().records, records) });
    };
    const cutOne = async (
      { record, crop }: Uncut,
      find: FindOriginal,
      signal: AbortSignal,
    ): Promise<CutPlate | undefined> => {
      if (get().decided.crops.get(record.id) !== crop) return undefined;
      const file = await find(record);
      if (!file) return undefined;
      try {
        const plate = await services.imaging.cut(file, record, crop, { signal });
        return { picture: record.id, crop, plate };
      } catch {
        // A file that can't be read any more leaves the picture as it was: cut from its preview.
        signal.throwIfAborted();
        return undefined;
      }
    };
    const cutAll = async (uncut: readonly Uncut[], find: FindOriginal, job: JobContext) => {
      const cuts: CutPlate[] = [];
      let next = 0;
      let done = 0;
      const work = async () => {
        for (let one = uncut[next++]; one; one = uncut[next++]) {
          const cut = await cutOne(one, find, job.signal);
          if (cut) cuts.push(cut);
          const stage = `${++done} of ${uncut.length}`;
          job.onProgress({ stage, fraction: done / uncut.length });
          if (cuts.length >= STORE_EVERY) await store(cuts, job);
        }
      };
      await Promise.all(Array.from({ length: WINDOW }, work));
      await store(cuts, job);
    };
    /** Until no crop is left that was not tried. */
    const run = async () => {
      const tried = new Set<string>();
      const untried = () =>
        uncutCrops(get()).filter(({ record, crop }) => !tried.has(plateId(record.id, crop)));
      for (let uncut = untried(); uncut.length > 0; uncut = untried()) {
        const find = await get().findOriginals();
        for (const { record, crop } of uncut) tried.add(plateId(record.id, crop));
        if (!(await isAnyAtHand(uncut, find))) continue;
        const done = await get().runJob('crops', 'Cutting crops from the files', async (job) => {
          await cutAll(uncut, find, job);
          return true;
        });
        if (!done) return;
      }
    };

    return {
      cutCrops: () => {
        if (get().isReadOnly) return Promise.resolve();
        running ??= run().finally(() => {
          running = undefined;
        });
        return running;
      },
    };
  };

function isBusy({ jobs }: AppState): boolean {
  return jobs.some(({ kind }) => kind === 'open' || kind === 'import');
}

function uncutCrops(state: AppState): readonly Uncut[] {
  const byId = pictureById(state);
  const { crops, removed } = state.decided;
  return [...crops].flatMap(([id, crop]) => {
    const record = removed.has(id) ? undefined : byId.get(id);
    return record && !isCutFromFile(record, crop) ? [{ record, crop }] : [];
  });
}

async function isAnyAtHand(uncut: readonly Uncut[], find: FindOriginal): Promise<boolean> {
  for (const { record } of uncut) if (await find(record)) return true;
  return false;
}
