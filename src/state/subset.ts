import { clusterNameKey } from '../core/dataset/apply-decisions.ts';
import type { PictureId, PictureRecord } from '../core/dataset/picture.ts';
import { type ClusterStep, clusterPathsAt } from '../core/export/cluster-path.ts';
import {
  buildSubset,
  type Subset,
  type SubsetCandidate,
  type SubsetCriterion,
  type SubsetPicture,
} from '../core/export/subset.ts';
import type { LoopHooks } from '../core/loop-hooks.ts';
import { SEMSCAPE_VERSION } from '../core/version.ts';
import type { AppState } from './app-state.ts';
import { resultBackend, resultMakers, resultRecipe } from './result-recipe.ts';
import { labelOf, presentPictures, scaleOf } from './selectors.ts';

/** For each picture of the present tree its way from the root to its cluster at the cut. */
function clusterPaths(
  state: AppState,
  criterion: SubsetCriterion,
): ReadonlyMap<PictureId, readonly ClusterStep[]> {
  const { method, k } = state.recipe.cut;
  const grown = state.trees[method];
  if (!grown || !state.features) return new Map();
  const { key: treeKey, tree } = grown;
  const nameOf = (node: number) =>
    state.decided.clusterNames.get(clusterNameKey({ treeKey, node }));
  const chosen = criterion.by === 'cluster' ? new Set(criterion.nodes) : undefined;
  const paths = clusterPathsAt(tree, Math.min(k, tree.leaves), { nameOf, chosen });
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
  const scale = scaleOf(record, state.decided.scales);
  return { record, scale, label: given || undefined, crop, clusterPath };
}

const PICTURES_A_SLICE = 512;

/** The labelled subset of the present pictures as the project stands. */
export function subsetOf(state: AppState, criterion: SubsetCriterion): Subset {
  return subsetFrom(state, criterion)(candidates(state, criterion));
}

/** As `subsetOf`, between the page's other tasks. */
export async function subsetInSlices(
  state: AppState,
  criterion: SubsetCriterion,
  { checkpoint }: LoopHooks,
): Promise<Subset> {
  const all = candidates(state, criterion);
  const build = subsetFrom(state, criterion);
  const counts = new Map<string, number>();
  const pictures: SubsetPicture[] = [];
  for (let at = 0; at < all.length; at += PICTURES_A_SLICE) {
    await checkpoint?.(at / all.length);
    const some = build(all.slice(at, at + PICTURES_A_SLICE));
    for (const { label, pictures: n } of some.labels)
      counts.set(label, (counts.get(label) ?? 0) + n);
    for (const picture of some.pictures) pictures.push(picture);
  }
  const labels = [...counts].map(([label, n]) => ({ label, pictures: n }));
  return { ...build([]), labels, pictures };
}

function candidates(state: AppState, { by }: SubsetCriterion): readonly PictureRecord[] {
  const present = presentPictures(state);
  return by === 'selection' ? present.filter(({ id }) => state.selection.has(id)) : present;
}

/** Makes the subset of those of some pictures that meet the criterion. */
function subsetFrom(state: AppState, criterion: SubsetCriterion) {
  const paths = clusterPaths(state, criterion);
  const createdAt = Date.now();
  return (pictures: readonly PictureRecord[]): Subset =>
    buildSubset({
      semscapeVersion: SEMSCAPE_VERSION,
      createdAt,
      criterion,
      candidates: pictures.map((record) => candidateOf(record, state, paths.get(record.id))),
      recipe: resultRecipe(state),
      checkpoint: state.features?.checkpoint,
      backend: resultBackend(state),
      madeBy: resultMakers(state),
    });
}
