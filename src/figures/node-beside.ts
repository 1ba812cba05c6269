import type { DendrogramLayout, DendrogramNode } from './dendrogram-layout.ts';
import type { Step } from './step.ts';

/**
 * To the left the node that absorbs it, to the right the larger of its branches, up and down what is drawn next above
 * or below; the root where none is read yet.
 */
export function nodeBeside(
  { nodes }: DendrogramLayout,
  node: DendrogramNode | undefined,
  [right, down]: Step,
): DendrogramNode | undefined {
  if (!node) return nodes.find(({ parent }) => parent === undefined);
  if (right < 0) return nodes.find(({ id }) => id === node.parent) ?? node;
  if (right > 0) {
    const branches = nodes.filter(({ parent }) => parent === node.id);
    return branches.toSorted((a, b) => a.y - b.y)[0] ?? node;
  }
  const drawn = nodes.toSorted((a, b) => a.y - b.y || a.x - b.x);
  const at = drawn.findIndex(({ id }) => id === node.id) + down;
  return drawn[Math.min(drawn.length - 1, Math.max(0, at))];
}
