import type { Matrix } from '../core/arrays/matrix.ts';
import type { PlateId } from '../core/dataset/plate-id.ts';
import { hasOnlyOrientations } from '../core/training/augment.ts';
import type { TrainingSettings } from '../core/training/training-settings.ts';
import type { AppState } from './app-state.ts';
import type { JobContext } from './jobs.ts';
import { featuresKey } from './keys.ts';
import type { Services } from './services.ts';

/** Pictures that cross to the network worker at once. */
const BATCH = 16;
const POOL = 'pool';

/**
 * Pooled features of a run that trains nothing but the classifier on pictures as they are: from the project's table of
 * this checkpoint and endpoint, those that it lacks taken now. Undefined where a run needs the pictures themselves.
 */
export async function pooledFeatures(
  state: Pick<AppState, 'checkpoints'>,
  settings: TrainingSettings,
  pictures: readonly PlateId[],
  { services, job }: { readonly services: Services; readonly job: JobContext },
): Promise<Matrix | undefined> {
  const { start, freezeUpTo, augmentation, inputSide, fit } = settings;
  const isStill =
    hasOnlyOrientations(augmentation) && !augmentation.flips && !augmentation.quarterTurns;
  if (start.kind !== 'checkpoint' || freezeUpTo !== POOL || !isStill) return undefined;
  const checkpoint = state.checkpoints.find(({ id }) => id === start.id);
  if (!checkpoint?.endpoints.some(({ name }) => name === POOL)) return undefined;
  const { storage, network } = services;
  const { signal } = job;
  const embed = { checkpointId: start.id, endpoint: POOL, inputSide, fit };
  const key = featuresKey(checkpoint, embed);
  const missing = await storage.missingFeatures(key, pictures, { signal });
  for (let done = 0; done < missing.length; done += BATCH) {
    const ids = missing.slice(done, done + BATCH);
    const rows = await network.embed(await storage.plates(ids, { signal }), embed, { signal });
    await storage.addFeatures(key, ids, rows, { signal });
    const taken = Math.min(missing.length, done + BATCH);
    job.onProgress({
      stage: `features of ${taken} of ${missing.length}`,
      fraction: taken / missing.length,
    });
  }
  return storage.features(key, pictures, { signal });
}
