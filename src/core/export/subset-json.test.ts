import { expect, test } from 'vitest';
import type { Subset, SubsetPicture } from './subset.ts';
import { subsetJson } from './subset-json.ts';

const picture = (i: number) => ({ path: `lab/${i}\n.tif`, otherPaths: i % 2 ? [] : ['x'] });
const subsetOf = (count: number) =>
  ({
    schemaVersion: 1,
    labels: [],
    pictures: Array.from({ length: count }, (_, i) => picture(i) as unknown as SubsetPicture),
  }) as unknown as Subset;

async function piecesOf(pieces: AsyncIterable<string>): Promise<readonly string[]> {
  const all: string[] = [];
  for await (const piece of pieces) all.push(piece);
  return all;
}

test.each([0, 1, 256, 700])('%i pictures are written as the language would', async (count) => {
  const subset = subsetOf(count);
  expect((await piecesOf(subsetJson(subset))).join('')).toBe(JSON.stringify(subset, null, 2));
});

test('lets go of the thread between pieces', async () => {
  let checkpoints = 0;
  await piecesOf(subsetJson(subsetOf(2000), { checkpoint: async () => void checkpoints++ }));
  expect(checkpoints).toBe(8);
});
