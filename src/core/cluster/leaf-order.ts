import type { Tree } from './tree.ts';

/**
 * Points from left to right so that no branches cross, the tighter child of every merge first: dense
 * cores stand together and stragglers at their right.
 */
export function leafOrder({ leaves, left, right, height }: Tree): Int32Array<ArrayBuffer> {
  const order = new Int32Array(leaves);
  const heightOf = (node: number) => (node < leaves ? 0 : height[node - leaves]);
  const pending = leaves > 0 ? [2 * leaves - 2] : [];
  let at = 0;
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node < leaves) {
      order[at++] = node;
      continue;
    }
    const a = left[node - leaves];
    const b = right[node - leaves];
    if (heightOf(a) <= heightOf(b)) pending.push(b, a);
    else pending.push(a, b);
  }
  return order;
}
