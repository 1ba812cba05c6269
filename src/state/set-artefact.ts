import type { PictureId } from '../core/dataset/picture.ts';
import { type PlateId, parsePlateId } from '../core/dataset/plate-id.ts';
import type { LoopHooks } from '../core/loop-hooks.ts';
import type { TakenFeatures } from './features.ts';
import { rowsKey } from './keys.ts';
import type { Services } from './services.ts';

type Storage = Services['storage'];
type FeatureSet = Pick<TakenFeatures, 'set' | 'rows'>;

/** Plates that are read between two looks at the clock. */
const SLICE = 512;

/** Keeps whose rows of its table a set of features is. */
export async function storeSet(
  storage: Storage,
  { set, rows }: FeatureSet,
  signal: AbortSignal,
): Promise<void> {
  const key = rowsKey(set);
  if ((await storage.artefactKeys(key, { signal })).includes(key)) return;
  // One text in a buffer: tens of thousands of strings would be copied to the worker one by one.
  const names = new TextEncoder().encode(rows.join('\n'));
  await storage.putArtefact(key, { meta: {}, arrays: { names } }, { signal });
}

/** The pictures and rows of a set that was kept; between the page's other tasks. */
export async function readSet(
  storage: Storage,
  set: string,
  { signal, checkpoint }: LoopHooks & { readonly signal: AbortSignal },
): Promise<Pick<TakenFeatures, 'pictures' | 'rows'> | undefined> {
  const names = (await storage.artefact(rowsKey(set), { signal }))?.arrays.names;
  if (!names) return undefined;
  const rows = new TextDecoder().decode(names).split('\n') as PlateId[];
  const pictures: PictureId[] = [];
  for (const [i, row] of rows.entries()) {
    pictures.push(parsePlateId(row).picture);
    if (i % SLICE === SLICE - 1) await checkpoint?.(i / rows.length);
  }
  return { pictures, rows };
}
