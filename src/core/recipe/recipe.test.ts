import { expect, test } from 'vitest';
import { DEFAULT_RECIPE, parseRecipe } from './recipe.ts';

test('nothing given, everything default', () => {
  expect(parseRecipe({})).toEqual(DEFAULT_RECIPE);
});

test('a whole recipe, through JSON, is itself', () => {
  const recipe = parseRecipe({ seed: 3, autoencoder: { codeSize: 'auto', hidden: [256, 64] } });
  expect(parseRecipe(JSON.parse(JSON.stringify(recipe)))).toEqual(recipe);
});

test('what is given replaces the default, and nothing else changes', () => {
  const { features, ...rest } = parseRecipe({ features: { inputSide: 150 } });
  expect(features).toEqual({ ...DEFAULT_RECIPE.features, inputSide: 150 });
  const { features: _, ...defaults } = DEFAULT_RECIPE;
  expect(rest).toEqual(defaults);
});

test('one seed serves the stages that have none of their own', () => {
  const recipe = parseRecipe({ seed: 7, clustering: { seed: 8 } });
  const { dimension, autoencoder, distances, clustering, scores } = recipe;
  expect([dimension, autoencoder, distances, clustering, scores].map((s) => s.seed)).toEqual([
    7, 7, 7, 8, 7,
  ]);
});

test('the cut follows the methods unless it was asked for', () => {
  expect(parseRecipe({ clustering: { methods: ['single', 'centroid'] } }).cut).toEqual({
    method: 'single',
    k: 10,
  });
  expect(() =>
    parseRecipe({ clustering: { methods: ['single'] }, cut: { method: 'ward' } }),
  ).toThrow('"cut.method" is "ward", which "clustering.methods" leaves out');
});

test('a scale goes with the fit that needs it', () => {
  const { features } = parseRecipe({ features: { fit: 'same-scale', nmPerPixel: 4.5 } });
  expect(features).toMatchObject({ fit: 'same-scale', nmPerPixel: 4.5 });
});

test("an editor's $schema is passed over", () => {
  expect(parseRecipe({ $schema: './recipe-1.json' })).toEqual(DEFAULT_RECIPE);
});

test.each<[unknown, string]>([
  [null, 'A recipe is a JSON object'],
  [undefined, 'A recipe is a JSON object'],
  [[], 'A recipe is a JSON object'],
  ['seed', 'A recipe is a JSON object'],
  [{ sed: 1 }, '"sed" is unknown. A recipe may have: schemaVersion, seed, subset, features'],
  [{ cut: { ks: 1 } }, '"cut.ks" is unknown. "cut" may have: method, k.'],
  [JSON.parse('{"__proto__": {}}'), '"__proto__" is unknown'],
  [{ cut: 10 }, '"cut" is 10, but must be an object of settings'],
  [{ cut: null }, '"cut" is null, but must be an object of settings'],
  [{ schemaVersion: 2 }, '"schemaVersion" is 2, but must be 1'],
  [{ seed: -1 }, '"seed" is -1, but must be a whole number from 0 to 4,294,967,295'],
  [{ seed: '1' }, '"seed" is "1", but must be a whole number'],
  [
    { features: { inputSide: 74 } },
    '"features.inputSide" is 74, but must be a whole number from 75',
  ],
  [{ features: { endpoint: ' ' } }, '"features.endpoint" is " ", but must be a text'],
  [{ features: { fit: 'stretch' } }, 'must be one of "squash", "crop", "same-scale"'],
  [{ features: { fit: 'same-scale' } }, 'needs "features.nmPerPixel"'],
  [
    { features: { fit: 'same-scale', nmPerPixel: 0 } },
    '"features.nmPerPixel" is 0, but must be a number above 0',
  ],
  [{ features: { nmPerPixel: 5 } }, '"features.nmPerPixel" is 5, which is for'],
  [{ dimension: { fractions: [] } }, 'must be a list of 1 to 10 items'],
  [
    { dimension: { fractions: [0.9, 0] } },
    '"dimension.fractions[1]" is 0, but must be a number above 0',
  ],
  [{ dimension: { fractions: [0.9, 0.9] } }, 'must be a list without repetitions'],
  [{ autoencoder: { codeSize: 'ten' } }, '"autoencoder.codeSize" is "ten", but must be "auto" or'],
  [{ autoencoder: { epochs: 1.5 } }, '"autoencoder.epochs" is 1.5, but must be a whole number'],
  [{ autoencoder: { learningRate: Number.NaN } }, '"autoencoder.learningRate" is null'],
  [
    { clustering: { cutoffDistance: 0 } },
    '"clustering.cutoffDistance" is 0, but must be a number above 0',
  ],
  [{ stability: { methods: ['ward'] } }, 'must be one of "cut", "all", "none"'],
  [{ dimension: { perCategory: 1 } }, '"dimension.perCategory" is 1, but must be true or false'],
  [{ clustering: { methods: ['ward', 'average'] } }, '"clustering.methods[1]" is "average"'],
])('%j is refused', (json, message) => {
  expect(() => parseRecipe(json)).toThrow(
    expect.objectContaining({ code: 'bad-recipe', message: expect.stringContaining(message) }),
  );
});
