import { AppError } from '../core/app-error.ts';
import type { Matrix } from '../core/arrays/matrix.ts';
import type { AppState } from './app-state.ts';
import type { Codes } from './codes.ts';
import type { TakenFeatures } from './features.ts';
import type { JobContext } from './jobs.ts';
import type { Services } from './services.ts';

export function takenFeatures({ features }: AppState): TakenFeatures {
  if (!features)
    throw new AppError('bad-features', 'There are no features yet: take features first.');
  return features;
}

export function trainedCodes({ codes }: AppState): Codes {
  if (!codes) {
    throw new AppError('bad-features', 'There are no codes yet: train the autoencoder first.');
  }
  return codes;
}

/** Whether what was made from these may be shown: a stage may end after the features or the codes became others. */
export function areStillShown(
  state: AppState,
  { features, codes }: Partial<Pick<AppState, 'features' | 'codes'>>,
): boolean {
  const isSet = !features || state.features?.set === features.set;
  return isSet && (!codes || state.codes?.key === codes.key);
}

/** Fresh from storage, so that it may be overwritten. */
export function readFeatures(
  storage: Services['storage'],
  { key, rows }: TakenFeatures,
  { signal }: Pick<JobContext, 'signal'>,
): Promise<Matrix> {
  return storage.features(key, rows, { signal });
}
