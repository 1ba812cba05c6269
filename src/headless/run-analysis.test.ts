import { expect, test } from 'vitest';
import { decodeText } from '../imaging/decode-text.ts';
import { createTestStore } from '../state/test-store.ts';
import { type AnalysisRequest, runAnalysis } from './run-analysis.ts';
import { createTestHost } from './test-host.ts';

const file = (name: string, text: string) => new File([text], name);
const pictures = ['a', 'b'].map((content) => file(`${content}.png`, content));
const table = file('x.csv', '1,2\n3,4\n5,6\n7,9\n');

async function outcomeOf(files: Partial<AnalysisRequest['files']>) {
  const none = { folder: [], features: undefined, recipe: undefined, labels: undefined };
  const request = {
    files: { ...none, ...files },
    leftOut: ['gone.png'],
    seed: undefined,
    input: 'lab',
    versions: {},
  };
  const { store, services } = createTestStore();
  const { host, begun } = createTestHost();
  return {
    outcome: await runAnalysis(request, { store, services, host, decodeText }),
    begun: begun(),
  };
}

test.each([
  ['a recipe with a typo', { features: table, recipe: file('r.json', '{"cut":') }, 'is not JSON'],
  ['a recipe of another kind', { features: table, recipe: file('r.json', '[]') }, 'recipe'],
  ['labels without a label', { features: table, labels: file('l.csv', 'file,label\n0,\n') }, 'no'],
  ['labels of other rows', { features: table, labels: file('l.csv', '9,Tips\n') }, 'No line'],
  ['labels of other pictures', { folder: pictures, labels: file('l.csv', 'z.png,T\n') }, 'No line'],
  ['JSON without labels', { folder: pictures, labels: file('l.json', '{}') }, 'neither a subset'],
  ['a hole in the features', { features: file('x.csv', '1,\n3,4\n') }, 'Line 1, column 2'],
  ['an empty folder', {}, 'The folder holds no picture that can be read.'],
  ['a folder of no pictures', { folder: [file('b.png', 'broken')] }, 'b.png: broken'],
  [
    'three rows',
    { features: file('x.csv', '1,2\n3,4\n5,6\n') },
    'at least 4 pictures, and here are 3',
  ],
  ['two pictures', { folder: pictures }, 'at least 4 pictures, and here are 2'],
  ['results of an earlier run alone', { folder: [file('gone.png', 'a')] }, 'holds no picture'],
])('%s begins nothing, and is said to be unusable', async (_, files, says) => {
  const { outcome, begun } = await outcomeOf(files);
  expect(outcome).toEqual({ kind: 'unusable', message: expect.stringContaining(says) });
  expect(begun).toBe(0);
});
