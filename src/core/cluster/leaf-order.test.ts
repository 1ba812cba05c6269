import { expect, test } from 'vitest';
import { semsyn } from '../reference/semsyn.ts';
import { clustersAt } from './cut-tree.ts';
import { leafOrder } from './leaf-order.ts';
import { linkSingle } from './link-single.ts';

test('tighter branches stand to the left of wider ones', () => {
  const order = leafOrder({
    method: 'ward',
    leaves: 5,
    left: Int32Array.of(2, 0, 4, 6),
    right: Int32Array.of(3, 1, 5, 7),
    height: Float64Array.of(1, 2, 3, 9),
    size: Int32Array.of(2, 2, 3, 5),
  });
  expect([...order]).toEqual([0, 1, 4, 2, 3]);
});

test('every cluster of every cut is one run, in a long chain too', async () => {
  const tree = await linkSingle(semsyn(3000, 1, 0.02).x);
  const order = leafOrder(tree);
  expect(order.toSorted()).toEqual(Int32Array.from(order.keys()));
  const place = new Int32Array(order.length);
  order.forEach((point, at) => {
    place[point] = at;
  });
  for (const k of [2, 40, 1000, 2999]) {
    for (const { members } of clustersAt(tree, k)) {
      const places = members.map((i) => place[i]).sort();
      expect(places[places.length - 1] - places[0]).toBe(places.length - 1);
    }
  }
});

test.each([0, 1])('%i points have an order', (leaves) => {
  const none = new Int32Array(0);
  const height = new Float64Array(0);
  expect(
    leafOrder({ method: 'ward', leaves, left: none, right: none, height, size: none }),
  ).toEqual(new Int32Array(leaves));
});
