import { clusterNameKey } from '../core/dataset/apply-decisions.ts';
import type { PictureId, PictureRecord } from '../core/dataset/picture.ts';
import { type ClusterStep, clusterPathsAt } from '../core/export/cluster-path.ts';
import {
  buildSubset,
  type Subset,
  type SubsetCandidate,
  type SubsetCriterion,
} from '../core/export/subset.ts';
import { SEMSCAPE_VERSION } from '../core/version.ts';
import type { AppState } from './app-state.ts';
import { labelOf, presentPictures } from './selectors.ts';

/** For each picture of the present tree its way from the root to its cluster at the cut. */
function clusterPaths(state: AppState): ReadonlyMap<PictureId, readonly ClusterStep[]> {
  const { method, k } = state.recipe.cut;
  const grown = state.trees[method];
  if (!grown || !state.features) return new Map();
  const { key: treeKey, tree } = grown;
  const nameOf = (node: number) =>
    state.decided.clusterNames.get(clusterNameKey({ treeKey, node }));
  const paths = clusterPathsAt(tree, Math.min(k, tree.leaves), nameOf);
  return new Map(state.features.pictures.map((id, row) => [id, paths[row] ?? []]));
}

function sureLabel(id: PictureId, { predictions }: AppState) {
  const prediction = predictions.get(id);
  if (!prediction || prediction.isUnsure) return undefined;
  const { label: value, confidence } = prediction;
  return { value, by: 'model' as const, confidence };
}

/** The label by folder or person, else by a model that is sure, else the name of the cluster nearest to the leaves. */
function candidateOf(
  record: PictureRecord,
  state: AppState,
  clusterPath: readonly ClusterStep[] | undefined,
): SubsetCandidate {
  const label = labelOf(record, state.decided.labels);
  const crop = state.decided.crops.get(record.id);
  const cluster = clusterPath?.findLast(({ name }) => name !== null)?.name;
  const given = label
    ? { value: label.name, by: label.by }
    : (sureLabel(record.id, state) ?? (cluster && { value: cluster, by: 'cluster' as const }));
  return { record, label: given || undefined, crop, clusterPath };
}

/** The labelled subset of the present pictures as the project stands. */
export function subsetOf(state: AppState, criterion: SubsetCriterion): Subset {
  const paths = clusterPaths(state);
  const pictures =
    criterion.by === 'selection'
      ? presentPictures(state).filter(({ id }) => state.selection.has(id))
      : presentPictures(state);
  return buildSubset({
    semscapeVersion: SEMSCAPE_VERSION,
    createdAt: Date.now(),
    criterion,
    candidates: pictures.map((record) => candidateOf(record, state, paths.get(record.id))),
    recipe: state.recipe,
    checkpoint: state.features?.checkpoint,
    backend: state.backend,
  });
}
