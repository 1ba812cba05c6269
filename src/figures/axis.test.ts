import { expect, test } from 'vitest';
import { type AxisKind, layoutAxis, placeOn, valueOn } from './axis.ts';

const labels = (kind: AxisKind, domain: readonly [number, number], pixels = 400) =>
  layoutAxis({ kind, domain, title: '' }, [0, pixels], 40)
    .ticks.map((t) => t.label)
    .filter((l) => l !== '');

test('a logarithmic axis shows decades', () => {
  expect(labels('log', [1, 52_682])).toEqual(['1', '10', '100', '1k', '10k']);
});

test('with room it shows two and five between them', () => {
  expect(labels('log', [1, 100])).toEqual(['1', '2', '5', '10', '20', '50', '100']);
});

test('within a decade it shows round steps', () => {
  expect(labels('log', [200, 400])[0]).toBe('200');
  expect(labels('log', [200, 400]).length).toBeGreaterThan(2);
});

test('of numbers of clusters only whole ones are written', () => {
  const axis = layoutAxis({ kind: 'log', domain: [2, 5], title: '', isCount: true }, [0, 600], 30);
  expect(axis.ticks.map(({ label }) => label)).toEqual(['2', '3', '4', '5']);
});

test('without room it leaves decades out rather than crowd them', () => {
  expect(labels('log', [1e-6, 1e6], 200).length).toBeLessThanOrEqual(6);
});

test('a linear axis has one number of decimals and a true minus', () => {
  expect(labels('linear', [-0.5, 1], 200)).toEqual(['−0.5', '0.0', '0.5', '1.0']);
});

test.each(['linear', 'log', 'sqrt'] as const)('a value on a %s axis is found again', (kind) => {
  const axis = layoutAxis({ kind, domain: [1, 1000], title: '' }, [50, 450], 40);
  for (const value of [1, 7, 10, 333, 1000]) {
    expect(valueOn(axis)(placeOn(axis)(value))).toBeCloseTo(value, 6);
  }
});
