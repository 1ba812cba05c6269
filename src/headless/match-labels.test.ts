import { expect, test } from 'vitest';
import { labelMatcher } from './match-labels.ts';

const match = labelMatcher(
  new Map([
    ['sem/Tips/a.png', 'whole'],
    ['Wires/a.png', 'ending'],
    ['b.png', 'name'],
    ['/data/old/Tips/c.png', 'longer'],
    ['x/d.png', 'one'],
    ['y/d.png', 'two'],
    ['e.png', undefined],
  ]),
);

test.each([
  ['sem/Tips/a.png', 'whole'],
  ['sem/Wires/a.png', 'ending'],
  ['sem/Tips/b.png', 'name'],
  ['sem/Tips/c.png', 'longer'],
  ['sem/x/d.png', 'one'],
  ['sem/e.png', undefined],
])('%s is found', (path, label) => {
  expect(match(path)).toEqual({ label });
});

test.each(['sem/Fibres/a.png', 'sem/d.png', 'sem/z/d.png', 'sem/f.png'])('%s is not', (path) => {
  expect(match(path)).toBeUndefined();
});
