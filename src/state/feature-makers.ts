import type { Maker } from '../core/network/maker.ts';
import { makersKey } from './keys.ts';
import type { Services } from './services.ts';

type Storage = Services['storage'];

/** What computed the rows of a feature table, in the order in which they first did; of old tables it is not known. */
export async function featureMakers(
  storage: Storage,
  table: string,
  signal: AbortSignal,
): Promise<readonly Maker[]> {
  const stored = await storage.artefact(makersKey(table), { signal });
  return (stored?.meta ?? []) as readonly Maker[];
}

/** To be called before `maker` adds rows to the table, so that a killed tab leaves none of unknown origin. */
export async function noteFeatureMaker(
  storage: Storage,
  { table, maker }: { readonly table: string; readonly maker: Maker },
  signal: AbortSignal,
): Promise<void> {
  const known = await featureMakers(storage, table, signal);
  if (known.some((other) => isSame(other, maker))) return;
  await storage.putArtefact(makersKey(table), { meta: [...known, maker], arrays: {} }, { signal });
}

function isSame(a: Maker, b: Maker): boolean {
  return (
    a.semscape === b.semscape &&
    a.tensorflow === b.tensorflow &&
    a.backend.name === b.backend.name &&
    a.backend.threads === b.backend.threads
  );
}
