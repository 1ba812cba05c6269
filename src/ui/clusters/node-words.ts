import type { Tree } from '../../core/cluster/tree.ts';
import { formatSignificant } from '../../figures/number-format.ts';
import { countOf } from '../shared/words.ts';

/** A node of the tree, and what is known of it. */
interface NamedNode {
  readonly id: number;
  /** Pictures. */
  readonly size: number;
  /** Given by a person. */
  readonly name: string | undefined;
  /** Among the clusters of the cut, the biggest first, from 1; 0 for a node that is none of them. */
  readonly rank: number;
}

/** "Joined at 57.0 code units"; nothing of a single picture. */
function heightWords(tree: Tree, id: number): string | undefined {
  if (id < tree.leaves) return undefined;
  const height = formatSignificant(tree.height[id - tree.leaves] ?? Number.NaN);
  return tree.method === 'density-peaks'
    ? `joined at γ = ${height}`
    : `joined at ${height} code units`;
}

/** "Cells", "Cluster 3"; undefined of a branch above or below the cut that nobody named. */
export function clusterTitle({ name, rank }: Pick<NamedNode, 'name' | 'rank'>): string | undefined {
  return name ?? (rank > 0 ? `Cluster ${rank}` : undefined);
}

/** What the tree says of a node, on lines and in one breath. */
export function nodeWords(tree: Tree, node: NamedNode) {
  const pictures = countOf(node.size, 'picture');
  const height = heightWords(tree, node.id);
  const title = clusterTitle(node);
  return {
    heading: title ? `${title}, ${pictures}` : `Branch of ${pictures}`,
    height: height && `${height[0]?.toUpperCase()}${height.slice(1)}`,
    spoken: [title ?? 'Branch', height, pictures].filter(Boolean).join(', '),
  };
}
