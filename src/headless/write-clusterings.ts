import { cutTree } from '../core/cluster/cut-tree.ts';
import type { ClusterMethod } from '../core/cluster/tree.ts';
import { writeCsv } from '../core/export/csv.ts';
import { decisionCsv } from '../core/export/decision-csv.ts';
import { nmiCsv } from '../core/export/nmi-csv.ts';
import { stabilityCsv } from '../core/export/stability-csv.ts';
import { treeCsv } from '../core/export/tree-csv.ts';
import type { AppState } from '../state/app-state.ts';
import { stabilityOf } from '../state/stability.ts';
import type { OutputFolder } from './output-folder.ts';

/** Trees, what is known of them, and the clusters of the cut; `files` are those of the leaves. */
export async function writeClusterings(
  folder: OutputFolder,
  state: AppState,
  files: readonly string[],
): Promise<void> {
  const { trees, scores, scenarios, recipe } = state;
  const grown = Object.values(trees);
  if (grown.length === 0) return;
  for (const { tree } of grown) await folder.text(`tree-${tree.method}.csv`, treeCsv(tree));
  const curves = curvesOf(state, (method) => scores[method]);
  await folder.text('nmi.csv', nmiCsv(curves, scenarios));
  const measured = curvesOf(state, (method) => stabilityOf(state, method));
  if (measured.length > 0) await folder.text('stability.csv', stabilityCsv(measured));
  const graph = trees['density-peaks']?.decision;
  if (graph) await folder.text('decision-graph.csv', decisionCsv(files, graph));
  const cut = trees[recipe.cut.method]?.tree;
  if (!cut) return;
  const clusters = cutTree(cut, Math.min(recipe.cut.k, cut.leaves));
  const rows = files.map((file, row) => [file, clusters[row]]);
  await folder.text('clusters.csv', writeCsv([['file', 'cluster'], ...rows]));
}

/** In the order of the recipe's methods, those that there are. */
function curvesOf<Curve>(
  { recipe }: AppState,
  curveOf: (method: ClusterMethod) => Curve | undefined,
) {
  return recipe.clustering.methods.flatMap((method) => {
    const curve = curveOf(method);
    return curve ? [{ method, curve }] : [];
  });
}
