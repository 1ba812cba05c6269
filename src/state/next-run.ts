import type { StateCreator } from 'zustand/vanilla';
import {
  parseTraining,
  type TrainingSettings,
  type TrainingWay,
} from '../core/training/training-settings.ts';
import type { AppState } from './app-state.ts';

/** The form of the next run. */
export interface NextRun {
  readonly way: TrainingWay;
  /** The architecture of a run from scratch. */
  readonly network: string;
  /** As a person made them; undefined while what is suggested holds. */
  readonly settings: TrainingSettings | undefined;
}

export interface NextRunSlice {
  readonly nextRun: NextRun;
  setNextRun(next: NextRun): void;
  /** Puts another run's settings into the form, where they can be changed before they run. */
  reuseSettings(id: string): void;
}

export const SUGGESTED_RUN: NextRun = {
  way: 'feature-extraction',
  network: 'inception_v3',
  settings: undefined,
};

export const createNextRunSlice: StateCreator<AppState, [], [], NextRunSlice> = (set, get) => ({
  nextRun: SUGGESTED_RUN,
  setNextRun: (nextRun) => set({ nextRun }),
  reuseSettings: (id) => {
    const run = get().runs.find((one) => one.id === id);
    if (!run) return;
    const settings = parseTraining(run.settings);
    const { start } = settings;
    const network = start.kind === 'scratch' ? start.network : get().nextRun.network;
    set({ nextRun: { way: run.way, network, settings } });
  },
});
