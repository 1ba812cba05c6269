import fc from 'fast-check';
import { expect, test } from 'vitest';
import { spreadLabels } from './spread-labels.ts';

test('labels with room stay where they are', () => {
  expect(spreadLabels([10, 50, 90], { gap: 12, low: 0, high: 100 })).toEqual([10, 50, 90]);
});

test('labels that coincide open out about their place', () => {
  expect(spreadLabels([50, 50, 50], { gap: 12, low: 0, high: 100 })).toEqual([38, 50, 62]);
});

test('at an edge they open out inwards', () => {
  expect(spreadLabels([99, 100], { gap: 12, low: 0, high: 100 })).toEqual([88, 100]);
});

test('they keep order, gap and range whatever is wanted', () => {
  const wanted = fc.array(fc.double({ min: -50, max: 250, noNaN: true }), { maxLength: 16 });
  fc.assert(
    fc.property(wanted, (places) => {
      const spread = spreadLabels(places, { gap: 12, low: 0, high: 200 });
      const order = places.map((_, i) => i).sort((a, b) => places[a] - places[b] || a - b);
      for (const [rank, i] of order.entries()) {
        expect(spread[i]).toBeGreaterThanOrEqual(-1e-9);
        expect(spread[i]).toBeLessThanOrEqual(200 + 1e-9);
        if (rank > 0) expect(spread[i] - spread[order[rank - 1]]).toBeGreaterThanOrEqual(12 - 1e-9);
      }
    }),
  );
});
