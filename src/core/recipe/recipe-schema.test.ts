import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DEFAULT_RECIPE, parseRecipe } from './recipe.ts';

const schema = JSON.parse(readFileSync('public/schema/recipe-1.json', 'utf8'));
const isRecipe = new Ajv2020().compile(schema);
const isParsed = (json: unknown) => {
  try {
    parseRecipe(json);
    return true;
  } catch {
    return false;
  }
};

test('the published defaults are the defaults', () => {
  const filled = {};
  new Ajv2020({ useDefaults: true }).compile(schema)(filled);
  const stages = Object.entries(DEFAULT_RECIPE).map(([stage, value]) => {
    if (typeof value !== 'object') return [stage, value];
    const { seed: _, ...settings } = value;
    return [stage, settings];
  });
  expect(filled).toEqual(Object.fromEntries(stages));
});

/** Every path to a setting, and a few that don't exist. */
const paths = Object.entries(DEFAULT_RECIPE).flatMap(([stage, value]) =>
  typeof value === 'object'
    ? [[stage], ...Object.keys(value).map((key) => [stage, key]), [stage, 'stray']]
    : [[stage]],
);

const value = fc.oneof(
  fc.constantFrom<unknown>(
    ...[
      'auto',
      'ward',
      'crop',
      'same-scale',
      'gamma',
      '',
      ' ',
      true,
      null,
      {},
      [],
      ['ward', 'ward'],
    ],
    ...['ward', 'single'].map((method) => [method, 'ward']),
    ...[0, 0.5, 1, 2, 5, 20, 21, 74, 75, 100, 101, 1000, 1001, 1024, 1025, 2000, 2001],
    ...[4096, 4097, 10_000, 10_001, 99_999, 100_000, 1_000_000, 1_000_001, 4294967295, 4294967296],
  ),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer(),
  fc.string(),
  fc.array(fc.oneof(fc.constantFrom(0, 0.5, 1, 64, 8192, 8193), fc.integer()), { maxLength: 11 }),
);

test('the schema and the parser agree on every single setting', () => {
  const cases = fc.tuple(fc.constantFrom(...paths, ['stray']), value);
  fc.assert(
    fc.property(cases, ([[stage, key], given]) => {
      const json = key === undefined ? { [stage]: given } : { [stage]: { [key]: given } };
      expect([json, isParsed(json)]).toEqual([json, isRecipe(json)]);
    }),
    { numRuns: 3000 },
  );
});

test('the schema and the parser agree on which fit has a scale', () => {
  const cases = fc.record(
    {
      fit: fc.constantFrom('squash', 'crop', 'same-scale', 'stretch'),
      nmPerPixel: fc.constantFrom<unknown>(null, 0, -1, 1e-3, 5, 1e6, 1e6 + 1, 'auto'),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(cases, (features) => {
      expect([features, isParsed({ features })]).toEqual([features, isRecipe({ features })]);
    }),
    { numRuns: 300 },
  );
});
