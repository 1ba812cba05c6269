import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PictureId, PictureRecord } from '../dataset/picture.ts';
import type { Maker } from '../network/maker.ts';
import { DEFAULT_RECIPE, parseRecipe } from '../recipe/recipe.ts';
import type { ScaleReading } from '../scale/scale-reading.ts';
import type { MadeBy } from './made-by.ts';
import {
  buildSubset,
  type GivenLabel,
  type SubsetCandidate,
  type SubsetCriterion,
  type SubsetInput,
} from './subset.ts';

const schema = (name: string) => JSON.parse(readFileSync(`public/schema/${name}.json`, 'utf8'));
const ajv = new Ajv2020({ strict: true, strictTypes: false, allErrors: true });
ajv.addSchema(schema('recipe-1'));
const isSubset = ajv.compile(schema('subset-1'));

function record(change: Partial<PictureRecord> = {}): PictureRecord {
  return {
    id: 'a1'.repeat(32) as PictureId,
    path: 'Tips/one.tif',
    otherPaths: [],
    fileBytes: 786_432,
    importedAt: 0,
    format: 'tiff',
    width: 1024,
    height: 768,
    bitDepth: 8,
    contrast: undefined,
    crop: { x: 0, y: 0, width: 1024, height: 691 },
    metadata: undefined,
    scale: undefined,
    folderLabel: 'Tips',
    synthetic: false,
    ...change,
  };
}

function candidate(change: Partial<SubsetCandidate> = {}): SubsetCandidate {
  return {
    record: record(),
    scale: undefined,
    label: undefined,
    clusterPath: undefined,
    ...change,
  };
}

function input(
  candidates: readonly SubsetCandidate[],
  change: Partial<SubsetInput> = {},
): SubsetInput {
  return {
    semscapeVersion: '0.1.0',
    createdAt: Date.UTC(2026, 0, 2, 3, 4, 5),
    criterion: { by: 'all' },
    candidates,
    recipe: DEFAULT_RECIPE,
    checkpoint: undefined,
    backend: undefined,
    ...change,
  };
}

const throughJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

const micron: ScaleReading = {
  label: { value: 1, unit: 'um' },
  pixelSizeNm: 5.5,
  source: 'printed-bar',
  confidence: 0.9,
};

const maker: Maker = {
  semscape: '0.1.0',
  tensorflow: '4.22.0',
  backend: { name: 'wasm', threads: 2 },
};
const madeBy: MadeBy = { features: [maker], codes: maker, tree: '0.1.0' };

test('everything that is known of a picture and of the run', () => {
  const subset = buildSubset(
    input(
      [
        candidate({
          record: record({ otherPaths: ['copy.tif'] }),
          scale: micron,
          label: { value: 'Tips', by: 'model', confidence: 0.75 },
          crop: { x: 10, y: 0, width: 500, height: 500 },
          clusterPath: [
            { node: 8, name: null },
            { node: 7, name: 'Sharp' },
          ],
        }),
      ],
      {
        criterion: { by: 'cluster', method: 'ward', k: 2, nodes: [7] },
        recipe: parseRecipe({ seed: 5, scores: { seed: 6 } }),
        checkpoint: { id: 'net', title: 'A network', sha256: 'b2'.repeat(32) },
        backend: { name: 'wasm', threads: 2 },
        madeBy,
      },
    ),
  );
  expect(throughJson(subset)).toEqual({
    $schema: 'urn:semscape:subset:1',
    schemaVersion: 1,
    semscape: '0.1.0',
    createdAt: '2026-01-02T03:04:05.000Z',
    criterion: { by: 'cluster', method: 'ward', k: 2, nodes: [7] },
    recipe: throughJson(parseRecipe({ seed: 5, scores: { seed: 6 } })),
    seeds: { dimension: 5, autoencoder: 5, distances: 5, clustering: 5, scores: 6 },
    checkpoint: { id: 'net', title: 'A network', sha256: 'b2'.repeat(32) },
    backend: { name: 'wasm', threads: 2 },
    madeBy,
    labels: [{ label: 'Tips', pictures: 1 }],
    pictures: [
      {
        path: 'Tips/one.tif',
        otherPaths: ['copy.tif'],
        sha256: 'a1'.repeat(32),
        fileBytes: 786_432,
        format: 'tiff',
        width: 1024,
        height: 768,
        bitDepth: 8,
        synthetic: false,
        label: { value: 'Tips', by: 'model', confidence: 0.75 },
        scale: {
          label: { value: 1, unit: 'um' },
          pixelSizeNm: 5.5,
          source: 'printed-bar',
          confidence: 0.9,
        },
        crop: { x: 10, y: 0, width: 500, height: 500 },
        clusterPath: [
          { node: 8, name: null },
          { node: 7, name: 'Sharp' },
        ],
      },
    ],
  });
});

const crowd: Record<string, SubsetCandidate> = {
  tips: candidate({ label: { value: 'Tips', by: 'folder' } }),
  powder: candidate({ label: { value: 'Powder', by: 'person' } }),
  bare: candidate(),
  micron: candidate({ scale: micron }),
  unprinted: candidate({ scale: { ...micron, label: undefined } }),
  clustered: candidate({
    clusterPath: [
      { node: 9, name: null },
      { node: 6, name: null },
    ],
  }),
};

test.each<[SubsetCriterion, string[]]>([
  [{ by: 'all' }, Object.keys(crowd)],
  [{ by: 'selection' }, Object.keys(crowd)],
  [{ by: 'category', labels: ['Tips', 'MEMS'] }, ['tips']],
  [{ by: 'category', labels: ['Tips', 'Powder'] }, ['tips', 'powder']],
  [{ by: 'cluster', method: 'ward', k: 2, nodes: [6] }, ['clustered']],
  [{ by: 'cluster', method: 'ward', k: 2, nodes: [9, 1] }, ['clustered']],
  [{ by: 'cluster', method: 'ward', k: 2, nodes: [1] }, []],
  [{ by: 'scale', fromNm: 1000, toNm: 2000 }, ['micron']],
  [{ by: 'scale', fromNm: 500, toNm: 1000 }, ['micron']],
  [{ by: 'scale', fromNm: 1001, toNm: 2000 }, []],
])('%j chooses %j', (criterion, names) => {
  const named = Object.entries(crowd).map(([name, { record: r, ...rest }]) => ({
    ...rest,
    record: { ...r, path: name },
  }));
  const { pictures } = buildSubset(input(named, { criterion }));
  expect(pictures.map(({ path }) => path)).toEqual(names);
});

const value = fc.string({ minLength: 1 });
const confidence = fc.double({ min: 0, max: 1, noNaN: true });
const by = fc.constantFrom('folder' as const, 'person' as const, 'cluster' as const);
const label = fc.oneof<fc.Arbitrary<GivenLabel | undefined>[]>(
  fc.constant(undefined),
  fc.tuple(value, by).map(([v, who]) => ({ value: v, by: who })),
  fc.tuple(value, confidence).map(([v, c]) => ({ value: v, by: 'model', confidence: c })),
);
const positive = fc.double({ min: 1e-3, max: 1e9, noNaN: true });
const scale = fc.option(
  fc.record<ScaleReading>({
    label: fc.option(fc.record({ value: positive, unit: fc.constantFrom('nm', 'um', 'mm') }), {
      nil: undefined,
    }),
    pixelSizeNm: fc.option(positive, { nil: undefined }),
    source: fc.constantFrom('vendor-metadata', 'sidecar', 'imagej', 'person', 'generator'),
    confidence,
  }),
  { nil: undefined },
);
const clusterPath = fc.option(
  fc.array(fc.record({ node: fc.nat(), name: fc.option(fc.string()) }), {
    minLength: 1,
    maxLength: 4,
  }),
  { nil: undefined },
);

const nodes = fc.array(fc.nat(), { minLength: 1, maxLength: 3 });
const criterion = fc.oneof<fc.Arbitrary<SubsetCriterion>[]>(
  fc.constantFrom({ by: 'all' }, { by: 'selection' }),
  fc.array(value, { minLength: 1, maxLength: 3 }).map((labels) => ({ by: 'category', labels })),
  nodes.map((chosen) => ({ by: 'cluster', method: 'ward', k: chosen.length, nodes: chosen })),
  fc.tuple(positive, positive).map(([fromNm, toNm]) => ({ by: 'scale', fromNm, toNm })),
);

test('whatever the pictures and the criterion, what is built is valid', () => {
  const candidates = fc.array(
    fc
      .tuple(label, scale, clusterPath)
      .map(([l, s, path]) => candidate({ label: l, scale: s, clusterPath: path })),
    { maxLength: 5 },
  );
  fc.assert(
    fc.property(candidates, criterion, (given, chosen) => {
      isSubset(throughJson(buildSubset(input(given, { criterion: chosen }))));
      expect(isSubset.errors ?? []).toEqual([]);
    }),
  );
});

test('a page of a file goes by the hash of the file', () => {
  const page = { fileId: 'c3'.repeat(32) as PictureId, number: 2, of: 5 };
  const subset = buildSubset(input([candidate({ record: record({ page }) })]));
  expect(subset.pictures[0]).toMatchObject({ sha256: page.fileId, page: { number: 2, of: 5 } });
  expect(isSubset(throughJson(subset))).toBe(true);
});

interface Loose {
  [key: string]: Loose;
}

test.each<[string, (subset: Loose) => void]>([
  ['no recipe', (s) => Reflect.deleteProperty(s, 'recipe')],
  ['a broken recipe', (s) => Object.assign(s.recipe.cut, { k: 0 })],
  ['a setting that does not exist', (s) => Object.assign(s.recipe, { colour: 'red' })],
  ['another version', (s) => Object.assign(s, { schemaVersion: 2 })],
  ['a hash that is none', (s) => Object.assign(s.pictures[0], { sha256: 'A1' })],
  ['no path', (s) => Object.assign(s.pictures[0], { path: '' })],
  ['a label nobody gave', (s) => Reflect.deleteProperty(s.pictures[0].label, 'by')],
  ['a model without confidence', (s) => Object.assign(s.pictures[0].label, { by: 'model' })],
  ['a confident person', (s) => Object.assign(s.pictures[0].label, { confidence: 1 })],
  ['an empty cluster path', (s) => Object.assign(s.pictures[0], { clusterPath: [] })],
  ['no width', (s) => Object.assign(s.pictures[0], { width: 0 })],
  ['something else', (s) => Object.assign(s.pictures[0], { extra: 1 })],
  ['an unknown criterion', (s) => Object.assign(s.criterion, { by: 'mood' })],
])('the schema refuses %s', (_, breakIt) => {
  const subset = throughJson(buildSubset(input([crowd.tips]))) as Loose;
  expect(isSubset(subset)).toBe(true);
  breakIt(subset);
  expect(isSubset(subset)).toBe(false);
});
