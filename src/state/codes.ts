import type { StateCreator } from 'zustand/vanilla';
import type { Matrix } from '../core/arrays/matrix.ts';
import { inSharedMemory } from '../core/arrays/shared-matrix.ts';
import { type Maker, makerOn } from '../core/network/maker.ts';
import type { AutoencoderEpoch, AutoencoderRun, AutoencoderSettings } from '../protocol/network.ts';
import type { AppState } from './app-state.ts';
import type { JobContext } from './jobs.ts';
import { areCodesOf, codesKey, plainCodesKey } from './keys.ts';
import { resolveAutoencoder } from './resolve-autoencoder.ts';
import type { Services } from './services.ts';
import { readFeatures, takenFeatures } from './stage-inputs.ts';

/** The codes of the pictures whose features were taken, in their order. */
export interface Codes {
  readonly key: string;
  /** `[pictures, codeSize]`, where it can in shared memory; never written to. */
  readonly matrix: Matrix;
  /** What they were trained with; undefined where they are the features themselves. */
  readonly settings: AutoencoderSettings | undefined;
  /** Undefined where there was nothing to train, or where it was not kept. */
  readonly maker: Maker | undefined;
}

export interface CodesSlice {
  /** Live: epochs are added while the autoencoder trains. */
  readonly autoencoderEpochs: readonly AutoencoderEpoch[];
  readonly codes: Codes | undefined;
  /** Features that need no compression become the codes as they are. Resolves to whether they are there. */
  trainCodes(): Promise<boolean>;
  /** From disk, if they were made before of the features that are shown. Resolves to whether they were. */
  restoreCodes(key: string): Promise<boolean>;
}

type KnownRun = AutoencoderRun & Pick<Codes, 'settings' | 'maker'>;

type StoredRun = Omit<Matrix, 'data'> & Omit<KnownRun, 'codes'>;

export const createCodesSlice =
  ({ network, storage }: Services): StateCreator<AppState, [], [], CodesSlice> =>
  (set, get) => {
    const show = (key: string, { codes, epochs, settings, maker }: KnownRun) => {
      if (!areCodesOf(key, get().features?.set)) return;
      if (get().codes?.key !== key) get().dropCodes();
      const matrix = inSharedMemory(codes);
      set({ autoencoderEpochs: epochs, codes: { key, matrix, settings, maker } });
      get().saveSettings();
    };
    const showFeatures = async (job: Pick<JobContext, 'signal'>) => {
      const features = takenFeatures(get());
      const codes = await readFeatures(storage, features, job);
      show(plainCodesKey(features.set), {
        codes,
        epochs: [],
        settings: undefined,
        maker: undefined,
      });
    };
    const stored = async (key: string, signal: AbortSignal): Promise<KnownRun | undefined> => {
      const found = await storage.artefact(key, { signal });
      if (!found) return undefined;
      const { rows, cols, ...run } = found.meta as StoredRun;
      const data = found.arrays.codes as Float32Array<ArrayBuffer>;
      return { codes: { data, rows, cols }, ...run };
    };
    const keep = async (key: string, { codes, ...run }: KnownRun, signal: AbortSignal) => {
      const { rows, cols, data } = codes;
      const meta: StoredRun = { rows, cols, ...run };
      const artefact = { meta, arrays: { codes: data.slice() } };
      await storage.putArtefact(key, artefact, { signal });
    };

    return {
      autoencoderEpochs: [],
      codes: undefined,
      trainCodes: () =>
        get().runStage('codes', 'Training the autoencoder', async (job) => {
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
          const trained = await network.trainAutoencoder(x, settings, {
            signal,
            onProgress: (progress) => {
              job.onProgress(progress);
              if (!progress.detail || signal.aborted) return;
              const epoch = progress.detail as AutoencoderEpoch;
              set({ autoencoderEpochs: [...get().autoencoderEpochs, epoch] });
            },
          });
          const run = { ...trained, settings, maker: makerOn(backend) };
          await keep(key, run, signal);
          show(key, run);
        }),
      restoreCodes: async (key) => {
        const { signal } = new AbortController();
        const { set: shown } = takenFeatures(get());
        if (!areCodesOf(key, shown)) return false;
        if (key === plainCodesKey(shown)) await showFeatures({ signal });
        const known = await stored(key, signal);
        if (known) show(key, known);
        return get().codes?.key === key;
      },
    };
  };
