import { afterAll, expect, test } from 'vitest';
import { hashDistance } from '../core/dataset/near-neighbours.ts';
import { canvasFile, client, levels, options, picture, png } from './imaging.test-support.ts';
import { ImagingClient } from './imaging.ts';

afterAll(() => client.dispose());

test('the id is the SHA-256 of the bytes', async () => {
  const bytes = png(8, levels);
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const hex = Array.from(digest, (b) => b.toString(16).padStart(2, '0')).join('');
  expect((await picture(bytes, 'a.png')).record.id).toBe(hex);
});

test('a decoder that dies costs its file alone', async () => {
  const dying = new ImagingClient(
    () =>
      new Worker(URL.createObjectURL(new Blob(['throw new Error("boom")'])), { type: 'module' }),
    1,
  );
  const outcomes = await Promise.all(
    ['a.png', 'b.png'].map((name) => dying.read(new File([levels], name), name, options())),
  );
  dying.dispose();
  expect(outcomes).toMatchObject([
    { kind: 'problem', problem: { path: 'a.png', code: 'worker-lost' } },
    { kind: 'problem', problem: { path: 'b.png', code: 'worker-lost' } },
  ]);
});

test('reading can be cancelled, in the queue too', async () => {
  const abort = new AbortController();
  const reads = Array.from({ length: 30 }, (_, i) =>
    client.read(new File([png(8, levels)], 'x.png'), `${i}.png`, { signal: abort.signal }),
  );
  const settled = Promise.allSettled(reads);
  abort.abort();
  const last = (await settled).at(-1);
  expect(last).toMatchObject({ status: 'rejected', reason: { name: 'AbortError' } });
});

test('sample pictures are read back with their truth', async () => {
  const indices = Array.from({ length: 24 }, (_, i) => i);
  await Promise.all(
    indices.map(async (index) => {
      const { file, path } = await client.sample(index, 5, options());
      const outcome = await client.read(file, path, options());
      if (outcome.kind !== 'picture') throw new Error(`${path} is a ${outcome.kind}`);
      const { record } = outcome.picture;
      expect(record.synthetic).toBe(true);
      expect(record.scale).toMatchObject({
        source: 'generator',
        label: { value: expect.any(Number) },
      });
      expect(record.scale!.pixelSizeNm).toBeGreaterThan(0);
      const stripe = record.metadata!.stripeHeight;
      if (stripe !== undefined) expect(record.crop.height).toBe(record.height - stripe);
      expect(record.crop.height).toBeGreaterThanOrEqual(0.75 * record.height);
    }),
  );
});

test('a picture’s record has a hash of its looks and the time of its file', async () => {
  const file = await canvasFile('image/png');
  const { record } = await picture(file, 'a.png');
  const again = await picture(await canvasFile('image/jpeg'), 'a.jpg');
  expect(record.perceptualHash).toMatch(/^[0-9a-f]{16}$/);
  expect(hashDistance(record.perceptualHash!, again.record.perceptualHash!)).toBeLessThan(9);
  expect(record.modifiedAt).toBeGreaterThan(1.6e12);
});
