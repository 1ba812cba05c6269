import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expectedInformation } from './expected-information.ts';
import { adjustedMutualInformation, nmi } from './mutual-information.ts';

interface Cuts {
  readonly [k: string]: { readonly labels: string; readonly nmi: number };
}
interface Reference {
  readonly name: string;
  readonly y: readonly number[];
  readonly linkage: Readonly<Record<string, { readonly k: Cuts }>>;
}
const references = Object.values(
  import.meta.glob<Reference>('../reference/[!bs]*.json', { import: 'default', eager: true }),
).concat(
  Object.values(
    import.meta.glob<Reference>(['../reference/breast*.json', '../reference/semsyn_*.json'], {
      import: 'default',
      eager: true,
    }),
  ),
);
const unpack = (base64: string) =>
  Int32Array.from(new Uint16Array(Uint8Array.from(Buffer.from(base64, 'base64')).buffer));
const ints = (a: readonly number[]) => Int32Array.from(a);

test.each(references)('nmi of $name’s cuts is scikit-learn’s', ({ y, linkage }) => {
  let cuts = 0;
  for (const { k } of Object.values(linkage)) {
    for (const cut of Object.values(k)) {
      cuts++;
      expect(Math.abs(nmi(ints(y), unpack(cut.labels)) - cut.nmi)).toBeLessThan(1e-9);
    }
  }
  expect(cuts).toBeGreaterThanOrEqual(16);
});

test('expected information is scikit-learn’s, for even groups of the paper’s classes', () => {
  const [scenario] = Object.values(
    import.meta.glob<{
      counts: number[];
      Ha_nats: number;
      uniform: Record<string, { balanced_expected: number }>;
    }>('../reference/scenarios.json', { import: 'default', eager: true }),
  );
  const total = scenario.counts.reduce((a, b) => a + b, 0);
  const shareOf = expectedInformation(ints(scenario.counts), total);
  for (const [key, { balanced_expected }] of Object.entries(scenario.uniform)) {
    const k = Number(key);
    let expected = 0;
    let entropy = 0;
    for (let g = 0; g < k; g++) {
      const size = Math.floor(total / k) + (g < total % k ? 1 : 0);
      expected += shareOf(size);
      entropy -= (size / total) * Math.log(size / total);
    }
    expect((2 * expected) / (scenario.Ha_nats + entropy)).toBeCloseTo(balanced_expected, 11);
  }
});

test('ami by hand: two pairs against a pair and two singles', () => {
  // The two singles fall together with probability 1/3: E = 2/3 · ln 2 / 2 + 1/3 · ln 2.
  const expected = (2 / 3) * (Math.LN2 / 2) + (1 / 3) * Math.LN2;
  const entropies = (Math.LN2 + 1.5 * Math.LN2) / 2;
  expect(adjustedMutualInformation(ints([0, 0, 1, 1]), ints([0, 0, 1, 2]))).toBeCloseTo(
    (Math.LN2 - expected) / (entropies - expected),
    14,
  );
});

test('expected information is the mean over all shufflings', () => {
  const a = [0, 0, 0, 1, 1];
  const b = [0, 0, 1, 1, 2];
  const shuffled: number[][] = [];
  const permute = (rest: number[], done: number[]) => {
    if (rest.length === 0) shuffled.push(done);
    rest.forEach((g, i) => {
      permute(rest.toSpliced(i, 1), [...done, g]);
    });
  };
  permute(b, []);
  const entropy = (sizes: number[]) => -sizes.reduce((s, n) => s + (n / 5) * Math.log(n / 5), 0);
  const entropies = entropy([3, 2]) + entropy([2, 2, 1]);
  const mean =
    shuffled.reduce((s, p) => s + (nmi(ints(a), ints(p)) * entropies) / 2, 0) / shuffled.length;
  const shareOf = expectedInformation(Int32Array.of(3, 2), 5);
  expect(shareOf(2) + shareOf(2) + shareOf(1)).toBeCloseTo(mean, 12);
});

test.each([
  ['the same grouping under other names', [0, 0, 1], [5, 5, 2], 1],
  ['one group against one group', [0, 0], [0, 0], 1],
  ['nothing', [], [], 1],
  ['one group against two', [0, 0], [0, 1], 0],
  ['independent halves', [0, 0, 1, 1], [0, 1, 0, 1], 0],
])('nmi of %s', (_, a, b, expected) => {
  expect(nmi(ints(a), ints(b))).toBeCloseTo(expected, 14);
});

test('nmi lies in [0, 1], ami at most 1, both are symmetric', () => {
  const grouping = fc.array(fc.tuple(fc.nat(5), fc.nat(5)), { maxLength: 60 });
  fc.assert(
    fc.property(grouping, (pairs) => {
      const a = ints(pairs.map(([g]) => g));
      const b = ints(pairs.map(([, g]) => g));
      expect(nmi(a, b)).toBeGreaterThanOrEqual(0);
      expect(nmi(a, b)).toBeLessThanOrEqual(1 + 1e-12);
      expect(nmi(b, a)).toBeCloseTo(nmi(a, b), 12);
      expect(adjustedMutualInformation(a, b)).toBeLessThanOrEqual(1 + 1e-9);
      expect(adjustedMutualInformation(b, a)).toBeCloseTo(adjustedMutualInformation(a, b), 9);
    }),
  );
});
