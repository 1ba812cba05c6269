import type { Tree } from '../cluster/tree.ts';
import type { LoopHooks } from '../loop-hooks.ts';
import { Agreement } from './agreement.ts';
import type { ScoreCurve } from './score-curve.ts';

const MERGES_PER_CHECKPOINT = 64;

/**
 * Scores every cut of `tree` from 1 to all its leaves in one walk over the merges. `labels[i]` is leaf
 * `i`'s class, -1 where it has none; only labelled leaves count. All three scores are exact at every k,
 * and 1 where the cut is the labelling itself.
 *
 * Cost: a merge joins two lists of at most one cell a class; AMI's expected information is computed once
 * for each size that a cluster ever has (see `expectedInformation`).
 *
 * @throws {AppError} `bad-labels` if no leaf has a label.
 */
export async function scoreTree(
  tree: Tree,
  labels: Int32Array,
  hooks: LoopHooks,
): Promise<ScoreCurve> {
  if (labels.length !== tree.leaves) {
    throw new RangeError(`${labels.length} labels for ${tree.leaves} leaves`);
  }
  const n = tree.leaves;
  const curve = {
    k: Int32Array.from({ length: n }, (_, i) => i + 1),
    nmi: new Float64Array(n),
    ari: new Float64Array(n),
    ami: new Float64Array(n),
  };
  if (n === 0) return curve;
  const agreement = new Agreement(labels, 2 * n - 1);
  const write = (i: number) => {
    const scores = agreement.scores();
    curve.nmi[i] = scores.nmi;
    curve.ari[i] = scores.ari;
    curve.ami[i] = scores.ami;
  };
  write(n - 1);
  for (let t = 0; t < n - 1; t++) {
    agreement.merge(tree.left[t], tree.right[t], n + t);
    write(n - 2 - t);
    if (t % MERGES_PER_CHECKPOINT === 0) await hooks.checkpoint?.(t / n);
  }
  return curve;
}
