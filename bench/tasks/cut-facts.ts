import { hexOf } from '../../src/core/arrays/hex-of.ts';
import { cutTree } from '../../src/core/cluster/cut-tree.ts';
import type { Tree } from '../../src/core/cluster/tree.ts';
import type { ScoreCurve } from '../../src/core/metrics/score-curve.ts';

/** What tells one cut from another: the score on labelled rows and a digest of every row's cluster. */
export async function cutFacts(tree: Tree, curve: ScoreCurve, k: number) {
  const clusters = Uint16Array.from(cutTree(tree, k));
  const sha256 = hexOf(new Uint8Array(await crypto.subtle.digest('SHA-256', clusters)));
  return { nmi: curve.nmi[k - 1], sha256 };
}

export function heightFacts({ height }: Tree) {
  const highest = height.toSorted().reverse().slice(0, 50);
  return { sum: height.reduce((sum, h) => sum + h, 0), highest: [...highest] };
}
