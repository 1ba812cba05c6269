import type { StateCreator } from 'zustand/vanilla';
import type { ClusterMethod, Tree } from '../core/cluster/tree.ts';
import type { ReferenceScenarios, ScoreCurve } from '../core/metrics/score-curve.ts';
import type { Recipe } from '../core/recipe/recipe.ts';
import type { AppState } from './app-state.ts';
import type { JobContext } from './jobs.ts';
import { rowClasses } from './selectors.ts';
import type { Services } from './services.ts';
import { areStillShown, takenFeatures } from './stage-inputs.ts';
import type { PerMethod } from './trees.ts';

export interface ScoresSlice {
  readonly scores: PerMethod<ScoreCurve>;
  readonly scenarios: (ReferenceScenarios & { readonly settings: Recipe['scores'] }) | undefined;
  /**
   * Scores every tree against the labels as they are now, which happens by itself a moment after labels change.
   * Resolves to whether it finished.
   */
  scoreTrees(): Promise<boolean>;
  /** Of one method's tree, as part of a job; nothing where there are fewer than two labels. */
  scoreTree(method: ClusterMethod, job: JobContext): Promise<void>;
  /** As part of a job; nothing where there are fewer than two labels. */
  drawScenarios(job: JobContext): Promise<void>;
}

/** So long labels rest before trees are scored anew. */
const LABELS_REST_MS = 700;

function copyTree(tree: Tree): Tree {
  const { left, right, height, size } = tree;
  const arrays = { left: left.slice(), right: right.slice(), height: height.slice() };
  return { ...tree, ...arrays, size: size.slice() };
}

export const createScoresSlice =
  ({ analysis }: Services): StateCreator<AppState, [], [], ScoresSlice> =>
  (set, get, api) => {
    let rest: ReturnType<typeof setTimeout> | undefined;
    api.subscribe((state, former) => {
      if (state.decided.labels === former.decided.labels) return;
      clearTimeout(rest);
      rest = setTimeout(() => {
        if (Object.keys(get().trees).length > 0 && get().features) void get().scoreTrees();
      }, LABELS_REST_MS);
    });

    /** Undefined where there is nothing to compare. */
    const labelledRows = () => {
      const { names, rows } = rowClasses(get(), takenFeatures(get()).pictures);
      return names.length < 2 ? undefined : rows;
    };

    return {
      scores: {},
      scenarios: undefined,

      scoreTrees: () =>
        get().runStage('scores', 'Scoring against the labels', async (job) => {
          if (!labelledRows()) return set({ scores: {}, scenarios: undefined });
          const methods = Object.keys(get().trees) as ClusterMethod[];
          const quietly = { ...job, onProgress: () => {} };
          await Promise.all([
            get().drawScenarios(job),
            ...methods.map((method) => get().scoreTree(method, quietly)),
          ]);
        }),
      scoreTree: async (method, job) => {
        const rows = labelledRows();
        const tree = get().trees[method]?.tree;
        if (!rows || !tree) return;
        const curve = await analysis.score(copyTree(tree), rows, job);
        if (get().trees[method]?.tree !== tree) return;
        set({ scores: { ...get().scores, [method]: curve } });
      },
      drawScenarios: async (job) => {
        const rows = labelledRows();
        if (!rows) return;
        const { codes, recipe } = get();
        const { scenarioSeeds: seeds, seed } = recipe.scores;
        const scenarios = await analysis.scenarios(rows, { seeds, seed }, job);
        if (!areStillShown(get(), { codes })) return;
        set({ scenarios: { ...scenarios, settings: recipe.scores } });
      },
    };
  };
