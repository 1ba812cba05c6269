import { AppError } from '../core/app-error.ts';
import type { Model, ModelBase, NamedVariables } from '../core/network/model.ts';
import type { TrainingRun } from '../core/training/training-run.ts';
import type { TrainingSettings } from '../core/training/training-settings.ts';
import type { AppState } from './app-state.ts';
import { readBest } from './run-artefacts.ts';
import type { Services } from './services.ts';

/** What a run begins with. */
export interface ResolvedStart {
  readonly base: ModelBase;
  /** Of the best epochs of the runs before, the latest of each. */
  readonly variables: NamedVariables;
  readonly checkpoint: TrainingRun['checkpoint'];
  /** The architecture, as a person calls it. */
  readonly network: string;
}

/**
 * Goes back over the runs that a run starts from to the checkpoint or the random numbers at their root.
 * @throws {AppError} `bad-checkpoint` when one of them is gone.
 */
export async function resolveStart(
  state: AppState,
  settings: Pick<TrainingSettings, 'start' | 'seed' | 'endpoint'>,
  storage: Services['storage'],
): Promise<ResolvedStart> {
  const { start, seed, endpoint } = settings;
  switch (start.kind) {
    case 'scratch': {
      const base = { kind: 'scratch', network: start.network, seed, endpoint } as const;
      return { base, variables: {}, checkpoint: undefined, network: start.network };
    }
    case 'checkpoint': {
      const found = state.checkpoints.find(({ id }) => id === start.id);
      if (!found) throw gone(`There is no checkpoint "${start.id}" any more`);
      const { id, title, sha256, network } = found;
      const base = { kind: 'checkpoint', id, endpoint } as const;
      return { base, variables: {}, checkpoint: { id, title, sha256 }, network };
    }
    case 'run': {
      const run = state.runs.find(({ id }) => id === start.id);
      const best = run && (await readBest(storage, run.id));
      if (!run || !best)
        throw gone('The run that this one starts from is gone or has no epoch yet');
      const before = await resolveStart(state, run.settings, storage);
      const variables = { ...before.variables, ...best.variables };
      return { ...before, base: { ...before.base, endpoint }, variables };
    }
  }
}

/** A run's best epoch as a network of its own. */
export async function modelOf(
  state: AppState,
  run: TrainingRun,
  storage: Services['storage'],
): Promise<Model> {
  const start = { kind: 'run', id: run.id } as const;
  const { endpoint } = run.settings;
  const { base, variables } = await resolveStart(state, { start, seed: 0, endpoint }, storage);
  return { base, variables, classes: run.classes.length };
}

function gone(what: string): AppError {
  return new AppError('bad-checkpoint', `${what}; choose another start.`);
}
