import type { StateCreator } from 'zustand/vanilla';
import type { Matrix } from '../core/arrays/matrix.ts';
import type { AutoencoderEpoch, AutoencoderRun } from '../protocol/network.ts';
import type { AppState } from './app-state.ts';
import { codesKey } from './keys.ts';
import { resolveAutoencoder } from './resolve-autoencoder.ts';
import type { Services } from './services.ts';
import { readFeatures, takenFeatures } from './stage-inputs.ts';

/** The codes of the pictures whose features were taken, in their order. */
export interface Codes {
  readonly key: string;
  /** `[pictures, codeSize]`; never written to, copied before it is handed to a worker. */
  readonly matrix: Matrix;
}

export interface CodesSlice {
  /** Live: epochs are added while the autoencoder trains. */
  readonly autoencoderEpochs: readonly AutoencoderEpoch[];
  readonly codes: Codes | undefined;
  trainCodes(): Promise<void>;
  /** From disk, if they were trained before. Resolves to whether they were. */
  restoreCodes(key: string): Promise<boolean>;
}

export const createCodesSlice =
  ({ network, storage }: Services): StateCreator<AppState, [], [], CodesSlice> =>
  (set, get) => {
    const show = (key: string, run: AutoencoderRun) => {
      if (get().codes?.key !== key) get().dropCodes();
      set({ autoencoderEpochs: run.epochs, codes: { key, matrix: run.codes } });
      get().saveSettings();
    };
    const stored = async (
      key: string,
      signal: AbortSignal,
    ): Promise<AutoencoderRun | undefined> => {
      const found = await storage.artefact(key, { signal });
      if (!found) return undefined;
      const { rows, cols, epochs } = found.meta as Omit<Matrix, 'data'> & {
        epochs: readonly AutoencoderEpoch[];
      };
      const data = found.arrays.codes as Float32Array<ArrayBuffer>;
      return { codes: { data, rows, cols }, epochs };
    };
    const keep = async (key: string, { codes, epochs }: AutoencoderRun, signal: AbortSignal) => {
      const { rows, cols, data } = codes;
      const artefact = { meta: { rows, cols, epochs }, arrays: { codes: data.slice() } };
      await storage.putArtefact(key, artefact, { signal });
    };

    return {
      autoencoderEpochs: [],
      codes: undefined,
      trainCodes: async () => {
        await get().runJob('codes', 'Training the autoencoder', async (job) => {
          const { signal } = job;
          const features = takenFeatures(get());
          const backend = await get().bootNetwork(job);
          const settings = resolveAutoencoder(get().recipe.autoencoder, {
            features: features.channels,
            rows: features.pictures.length,
            dimension: get().dimension.before?.points[0]?.mean[0],
          });
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
          await keep(key, run, signal);
          show(key, run);
        });
      },
      restoreCodes: async (key) => {
        const known = await stored(key, new AbortController().signal);
        if (known) show(key, known);
        return known !== undefined;
      },
    };
  };
