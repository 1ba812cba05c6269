import type { AppState } from './app-state.ts';
import type { DimensionFace, PerStage } from './dimension.ts';
import type { TakenFeatures } from './features.ts';
import { featureSettings, setKey } from './keys.ts';
import { featureRows } from './same-scale.ts';
import { workingSet } from './selectors.ts';
import type { Services } from './services.ts';
import { readSet, storeSet } from './set-artefact.ts';
import type { PerMethod, TreeFace } from './trees.ts';

/** Which results were shown last, and what they were made with; their arrays are artefacts. */
export interface StoredResults {
  readonly features?: StoredFeatures | FormerFeatures | undefined;
  /** Their key. */
  readonly codes?: string | undefined;
  /** These three are missing of former versions, of which they are the recipe's. */
  readonly dimension?: PerStage<DimensionFace> | undefined;
  readonly trees?: PerMethod<TreeFace> | undefined;
  /** Their keys. */
  readonly stability?: PerMethod<string> | undefined;
}

/** Without the lists, which are long. */
type StoredFeatures = Omit<TakenFeatures, 'pictures' | 'rows'>;

/** Former versions took it that the pictures were those of today. */
type FormerFeatures = Pick<TakenFeatures, 'key' | 'channels' | 'checkpoint'> & {
  readonly set?: undefined;
};

/** The results that are shown. */
export function shownResults(state: AppState): StoredResults {
  const { features, codes, dimension, trees, stability } = state;
  return {
    features: features && withoutLists(features),
    codes: codes?.key,
    dimension: mapValues(dimension, ({ key, settings }) => ({ key, settings })),
    trees: mapValues(trees, ({ key, settings }) => ({ key, settings })),
    stability: mapValues(stability, ({ key }) => key),
  };
}

type Some<Key extends string, T> = Readonly<Partial<Record<Key, T>>>;

function mapValues<Key extends string, T, U>(
  values: Some<Key, T>,
  change: (value: T) => U,
): Some<Key, U> {
  const entries = Object.entries<T>(values as Record<string, T>);
  return Object.fromEntries(entries.map(([key, value]) => [key, change(value)])) as Some<Key, U>;
}

function withoutLists({ pictures: _, rows: __, ...face }: TakenFeatures): StoredFeatures {
  return face;
}

/** The features that were shown last, if all of them are on disk. */
export async function storedFeatures(
  state: AppState,
  { features: stored }: StoredResults,
  storage: Services['storage'],
): Promise<TakenFeatures | undefined> {
  if (!stored) return undefined;
  const { signal } = new AbortController();
  const isFormer = stored.set === undefined;
  const found = isFormer ? await ofToday(state, stored) : await withLists(stored, storage, signal);
  if (!found || found.rows.length === 0) return undefined;
  const missing = await storage.missingFeatures(found.key, found.rows, { signal });
  if (missing.length > 0) return undefined;
  if (isFormer) await storeSet(storage, found, signal);
  return found;
}

async function withLists(
  stored: StoredFeatures,
  storage: Services['storage'],
  signal: AbortSignal,
): Promise<TakenFeatures | undefined> {
  const lists = await readSet(storage, stored.set, signal);
  return lists && { ...stored, ...lists };
}

/** The same table's features of the pictures as they are now; codes tell by their key whether they are of these. */
async function ofToday(
  state: AppState,
  { key, channels, checkpoint }: FormerFeatures,
): Promise<TakenFeatures> {
  const { subset } = state.recipe;
  const features = featureSettings(key, checkpoint?.id ?? '');
  const then = features ? { ...state, recipe: { ...state.recipe, features } } : state;
  const pictures = workingSet(then).map(({ id }) => id);
  const rows = featureRows(then, pictures);
  const set = await setKey(key, rows);
  const recipe = features && { subset, features };
  return { key, set, pictures, rows, channels, checkpoint, recipe, makers: [] };
}
