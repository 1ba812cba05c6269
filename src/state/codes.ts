import type { StateCreator } from 'zustand/vanilla';
import type { Matrix } from '../core/arrays/matrix.ts';
import type { AutoencoderEpoch, AutoencoderRun, AutoencoderSettings } from '../protocol/network.ts';
import type { AppState } from './app-state.ts';
import type { JobContext } from './jobs.ts';
import { codesKey, plainCodesKey } from './keys.ts';
import { resolveAutoencoder } from './resolve-autoencoder.ts';
import type { Services } from './services.ts';
import { readFeatures, takenFeatures } from './stage-inputs.ts';

/** The codes of the pictures whose features were taken, in their order. */
export interface Codes {
  readonly key: string;
  /** `[pictures, codeSize]`; never written to, copied before it is handed to a worker. */
  readonly matrix: Matrix;
  /** What they were trained with; undefined where they are the features themselves. */
  readonly settings: AutoencoderSettings | undefined;
}

export interface CodesSlice {
  /** Live: epochs are added while the autoencoder trains. */
  readonly autoencoderEpochs: readonly AutoencoderEpoch[];
  readonly codes: Codes | undefined;
  /** Features that need no compression become the codes as they are. */
  trainCodes(): Promise<void>;
  /** From disk, if they were trained before. Resolves to whether they were. */
  restoreCodes(key: string): Promise<boolean>;
}

interface KnownRun extends AutoencoderRun {
  readonly settings: AutoencoderSettings | undefined;
}

type StoredRun = Omit<Matrix, 'data'> & Pick<KnownRun, 'epochs' | 'settings'>;

export const createCodesSlice =
  ({ network, storage }: Services): StateCreator<AppState, [], [], CodesSlice> =>
  (set, get) => {
    const show = (key: string, { codes, epochs, settings }: KnownRun) => {
      if (get().codes?.key !== key) get().dropCodes();
      set({ autoencoderEpochs: epochs, codes: { key, matrix: codes, settings } });
      get().saveSettings();
    };
    const showFeatures = async (job: Pick<JobContext, 'signal'>) => {
      const features = takenFeatures(get());
      const codes = await readFeatures(storage, features, job);
      show(plainCodesKey(features.set), { codes, epochs: [], settings: undefined });
    };
    const stored = async (key: string, signal: AbortSignal): Promise<KnownRun | undefined> => {
      const found = await storage.artefact(key, { signal });
      if (!found) return undefined;
      const { rows, cols, epochs, settings } = found.meta as StoredRun;
      const data = found.arrays.codes as Float32Array<ArrayBuffer>;
      return { codes: { data, rows, cols }, epochs, settings };
    };
    const keep = async (key: string, run: KnownRun, signal: AbortSignal) => {
      const { rows, cols, data } = run.codes;
      const meta: StoredRun = { rows, cols, epochs: run.epochs, settings: run.settings };
      const artefact = { meta, arrays: { codes: data.slice() } };
      await storage.putArtefact(key, artefact, { signal });
    };

    return {
      autoencoderEpochs: [],
      codes: undefined,
      trainCodes: async () => {
        await get().runJob('codes', 'Training the autoencoder', async (job) => {
          const { signal } = job;
          const features = takenFeatures(get());
          const settings = resolveAutoencoder(get().recipe.autoencoder, {
            features: features.channels,
            rows: features.pictures.length,
            dimension: get().dimension.before?.points[0]?.mean[0],
          });
          if (!settings) return showFeatures(job);
          const backend = await get().bootNetwork(job);
          const key = codesKey(features.set, settings, backend);
          const known = await stored(key, signal);
          if (known) return show(key, known);
          set({ autoencoderEpochs: [] });
          const x = await readFeatures(storage, features, job);
          const run = await network.trainAutoencoder(x, settings, {
            signal,
            onProgress: (progress) => {
              job.onProgress(progress);
              if (!progress.detail || signal.aborted) return;
              const epoch = progress.detail as AutoencoderEpoch;
              set({ autoencoderEpochs: [...get().autoencoderEpochs, epoch] });
            },
          });
          await keep(key, { ...run, settings }, signal);
          show(key, { ...run, settings });
        });
      },
      restoreCodes: async (key) => {
        const { signal } = new AbortController();
        if (key === plainCodesKey(takenFeatures(get()).set)) {
          await showFeatures({ signal });
          return true;
        }
        const known = await stored(key, signal);
        if (known) show(key, known);
        return known !== undefined;
      },
    };
  };
