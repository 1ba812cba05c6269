import { AppError } from '../core/app-error.ts';
import type { TrainingRun } from '../core/training/training-run.ts';
import type { AppState } from './app-state.ts';
import { readRuns, storeRun } from './run-artefacts.ts';
import type { Services } from './services.ts';

/** The runs' records as the page shows them, and on disk. */
export interface RunRecords {
  /** @throws {AppError} `bad-checkpoint` when it is gone. */
  byId(id: string): TrainingRun;
  /** False once the run was removed or another project is open. */
  isHere(id: string): boolean;
  /** Shown, but not written yet. */
  show(run: TrainingRun): TrainingRun;
  change(id: string, by: (run: TrainingRun) => TrainingRun): TrainingRun;
  store(id: string): Promise<void>;
  /** Those on disk; one that was interrupted is paused, the one that is under way stays as it is shown. */
  read(): Promise<void>;
}

export function runRecords(
  storage: Services['storage'],
  get: () => AppState,
  set: (patch: Pick<AppState, 'runs'>) => void,
): RunRecords {
  const byId = (id: string): TrainingRun => {
    const run = get().runs.find((one) => one.id === id);
    if (run) return run;
    throw new AppError('bad-checkpoint', 'This run is gone. Choose another.');
  };
  const show = (run: TrainingRun) => {
    const runs = get().runs.filter(({ id }) => id !== run.id);
    set({ runs: [...runs, run].sort((a, b) => a.createdAt - b.createdAt) });
    return run;
  };
  const asFound = (run: TrainingRun): TrainingRun => {
    const isLive = get().liveRun?.id === run.id;
    if (isLive) return get().runs.find(({ id }) => id === run.id) ?? run;
    return { ...run, status: run.status === 'running' ? 'paused' : run.status };
  };
  return {
    byId,
    isHere: (id) => get().runs.some((run) => run.id === id),
    show,
    change: (id, by) => show(by(byId(id))),
    store: (id) => storeRun(storage, byId(id)),
    read: async () => set({ runs: (await readRuns(storage)).map(asFound) }),
  };
}
