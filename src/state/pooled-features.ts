import type { Matrix } from '../core/arrays/matrix.ts';
import type { PlateId } from '../core/dataset/plate-id.ts';
import { makerOn } from '../core/network/maker.ts';
import { hasOnlyOrientations } from '../core/training/augment.ts';
import type { TrainingSettings } from '../core/training/training-settings.ts';
import type { EmbedSettings } from '../protocol/network.ts';
import type { AppState } from './app-state.ts';
import { noteFeatureMaker } from './feature-makers.ts';
import type { JobContext } from './jobs.ts';
import { featuresKey } from './keys.ts';
import type { Services } from './services.ts';

interface Taking {
  readonly services: Services;
  readonly job: JobContext;
}

/** The project's table of pooled features that a run trains its classifier on. */
interface PooledTable {
  readonly key: string;
  readonly embed: EmbedSettings;
  readonly channels: number;
}

/** Pictures that cross to the network worker at once. */
const BATCH = 16;
/** While the first pictures are taken the network is built; the others tell how long one takes. */
const PROBED = { first: 2, others: 6 };
const POOL = 'pool';

/** Undefined where a run needs the pictures themselves. */
function pooledTable(
  { checkpoints }: Pick<AppState, 'checkpoints'>,
  { start, endpoint: name = POOL, freezeUpTo, augmentation, inputSide, fit }: TrainingSettings,
): PooledTable | undefined {
  const isStill =
    hasOnlyOrientations(augmentation) && !augmentation.flips && !augmentation.quarterTurns;
  if (start.kind !== 'checkpoint' || freezeUpTo !== POOL || !isStill) return undefined;
  const checkpoint = checkpoints.find(({ id }) => id === start.id);
  const endpoint = checkpoint?.endpoints.find((one) => one.name === name);
  if (!checkpoint || !endpoint) return undefined;
  const embed = { checkpointId: start.id, endpoint: name, inputSide, fit };
  return { key: featuresKey(checkpoint, embed), embed, channels: endpoint.channels };
}

async function take(
  { key, embed }: PooledTable,
  ids: readonly PlateId[],
  { services: { storage, network }, job: { signal } }: Taking,
): Promise<void> {
  if (ids.length === 0) return;
  const rows = await network.embed(await storage.plates(ids, { signal }), embed, { signal });
  await storage.addFeatures(key, ids, rows, { signal });
}

/** Those that the table lacks; what they will be computed by is noted. */
async function missingRows(
  { backend }: Pick<AppState, 'backend'>,
  { key }: PooledTable,
  pictures: readonly PlateId[],
  { services: { storage }, job: { signal } }: Taking,
): Promise<readonly PlateId[]> {
  const missing = await storage.missingFeatures(key, pictures, { signal });
  if (missing.length > 0 && backend) {
    await noteFeatureMaker(storage, { table: key, maker: makerOn(backend) }, signal);
  }
  return missing;
}

/**
 * Pooled features of a run that trains nothing but the classifier on pictures as they are: from the project's table of
 * this checkpoint and endpoint, those that it lacks taken now. Undefined where a run needs the pictures themselves.
 */
export async function pooledFeatures(
  state: Pick<AppState, 'checkpoints' | 'backend'>,
  settings: TrainingSettings,
  pictures: readonly PlateId[],
  taking: Taking,
): Promise<Matrix | undefined> {
  const table = pooledTable(state, settings);
  if (!table) return undefined;
  const { services, job } = taking;
  const { signal } = job;
  const missing = await missingRows(state, table, pictures, taking);
  for (let done = 0; done < missing.length; done += BATCH) {
    await take(table, missing.slice(done, done + BATCH), taking);
    const taken = Math.min(missing.length, done + BATCH);
    job.onProgress({
      stage: `features of ${taken} of ${missing.length}`,
      fraction: taken / missing.length,
    });
  }
  return services.storage.features(table.key, pictures, { signal });
}

/**
 * What `pooledFeatures` would give, with zeros where features are missing, and how long it would take: a few are taken
 * now and kept.
 */
export async function probePooledFeatures(
  state: Pick<AppState, 'checkpoints' | 'backend'>,
  settings: TrainingSettings,
  pictures: readonly PlateId[],
  taking: Taking,
): Promise<{ readonly features: Matrix | undefined; readonly seconds: number }> {
  const table = pooledTable(state, settings);
  if (!table) return { features: undefined, seconds: 0 };
  const { storage } = taking.services;
  const { signal } = taking.job;
  const missing = await missingRows(state, table, pictures, taking);
  const probed = missing.slice(0, PROBED.first + PROBED.others);
  await take(table, probed.slice(0, PROBED.first), taking);
  const startedAt = performance.now();
  await take(table, probed.slice(PROBED.first), taking);
  const timed = Math.max(1, probed.length - PROBED.first);
  const perPicture = (performance.now() - startedAt) / 1000 / timed;
  const left = missing.length - probed.length;
  const rows = pictures.length;
  const features: Matrix =
    left === 0
      ? await storage.features(table.key, pictures, { signal })
      : { data: new Float32Array(rows * table.channels), rows, cols: table.channels };
  return { features, seconds: left * perPicture };
}
