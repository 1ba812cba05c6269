import { expect, test } from 'vitest';
import { isComplete, oldNodeProblem } from './install.mjs';

const wanted = {
  '': { version: '0.1.0' },
  'node_modules/a': { version: '1.0.0' },
  'node_modules/b': { version: '2.0.0', optional: true },
  'node_modules/c': { version: '3.0.0', devOptional: true },
};
const a = { 'node_modules/a': { version: '1.0.0' } };

test('an installation is complete with the exact versions, of which optional ones may be left out', () => {
  expect(isComplete(wanted, a)).toBe(true);
  expect(isComplete(wanted, { ...a, 'node_modules/b': { version: '2.0.0' } })).toBe(true);
});

test.each([
  ['nothing is there', undefined],
  ['a package is missing', {}],
  ['a package is of another version', { 'node_modules/a': { version: '1.0.1' } }],
  ['an optional one is of another version', { ...a, 'node_modules/b': { version: '1.0.0' } }],
])('an installation is needed where %s', (_, there) => {
  expect(isComplete(wanted, there)).toBe(false);
});

test.each(['18.20.0', '20.18.3'])('Node %s is too old', (version) => {
  expect(oldNodeProblem(version)).toMatch(
    new RegExp(`^Semscape needs Node 20\\.19 or newer, and this is ${version}\\.`),
  );
});

test.each(['20.19.0', '20.20.2', '22.0.0'])('Node %s will do', (version) => {
  expect(oldNodeProblem(version)).toBeUndefined();
});
