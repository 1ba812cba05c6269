import { AppError } from '../src/core/app-error.ts';
import type { ModelBase, NamedVariables } from '../src/core/network/model.ts';
import type { CatalogueEntry, OpenCheckpoint } from '../src/models/checkpoints/catalogue-entry.ts';
import { endingAt } from '../src/models/networks/ending-at.ts';
import { initialVariables } from '../src/models/networks/initial-variables.ts';
import type { Architecture } from '../src/models/networks/layers.ts';
import { POOL } from '../src/models/networks/run-blocks.ts';

interface Known {
  readonly catalogue: readonly CatalogueEntry[];
  readonly architectures: readonly Architecture[];
  readonly signal: AbortSignal;
}

/** Grey levels from -1 to 1. */
const SCRATCH_INPUT = {
  scale: [1 / 127.5, 1 / 127.5, 1 / 127.5],
  shift: [-1, -1, -1],
} as const;

/** A classifier of any size is drawn afresh where the run's own does not stand over it. */
const SCRATCH_CLASSES = 1;

async function open(base: ModelBase, known: Known): Promise<OpenCheckpoint> {
  if (base.kind === 'checkpoint') {
    const entry = known.catalogue.find(({ checkpoint }) => checkpoint.id === base.id);
    if (entry) return entry.open(known.signal);
    throw new AppError('bad-checkpoint', `There is no checkpoint "${base.id}"; choose another.`);
  }
  const architecture = known.architectures.find(({ id }) => id === base.network);
  if (!architecture) {
    throw new AppError('bad-recipe', `There is no network "${base.network}"; choose another.`);
  }
  const source = initialVariables(architecture, SCRATCH_CLASSES, base.seed);
  return { architecture, source, averagePool: 'exclude', input: SCRATCH_INPUT };
}

/** What runs have made of a base. */
export async function openBase(
  base: ModelBase,
  variables: NamedVariables,
  known: Known,
): Promise<OpenCheckpoint> {
  const opened = await open(base, known);
  return {
    ...opened,
    architecture: endingAt(opened.architecture, base.endpoint ?? POOL),
    source: (name) => variables[name] ?? opened.source(name),
  };
}
