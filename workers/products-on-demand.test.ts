import { expect, test } from 'vitest';
import type { TileProducts } from '../src/core/neighbours/tile-products.ts';
import { createJob } from '../src/protocol/job.ts';
import { ProductsOnDemand } from './products-on-demand.ts';

const products: TileProducts = {
  by: 'on paper',
  most: 1,
  hold: () => {
    throw new RangeError('nothing is multiplied here');
  },
};
const job = () => createJob(new AbortController().signal);
const MUCH = 1e11;
const SOME = 1e9;
const LITTLE = 1e6;

test('a backend is started once, by work that is worth it; then smaller work uses it too', async () => {
  let starts = 0;
  const onDemand = new ProductsOnDemand(async () => {
    starts++;
    return { products };
  });
  const ask = onDemand.hookFor(job());
  expect(await ask(SOME)).toBeUndefined();
  expect(starts).toBe(0);
  expect(await ask(MUCH)).toBe(products);
  expect(await onDemand.hookFor(job())(SOME)).toBe(products);
  expect(await ask(LITTLE)).toBeUndefined();
  expect(starts).toBe(1);
});

test('what does not start is an expected failure, and not tried again', async () => {
  let starts = 0;
  const ask = new ProductsOnDemand(async () => {
    starts++;
    throw new TypeError('fetch failed');
  }).hookFor(job());
  for (let t = 0; t < 2; t++) {
    await expect(ask(MUCH)).rejects.toMatchObject({ name: 'AppError', code: 'no-backend' });
  }
  expect(starts).toBe(1);
});

test('an abort does not wait for the start', async () => {
  const abort = new AbortController();
  const never = new Promise<never>(() => {});
  const asked = new ProductsOnDemand(() => never).hookFor(createJob(abort.signal))(MUCH);
  abort.abort();
  await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
});

test('after a lost device another start is told of it', async () => {
  const told: boolean[] = [];
  let lose = () => {};
  const onDemand = new ProductsOnDemand(async (isGraphicsLost) => {
    told.push(isGraphicsLost);
    return { products, lost: new Promise<void>((resolve) => (lose = resolve)) };
  });
  const ask = onDemand.hookFor(job());
  await ask(MUCH);
  lose();
  await Promise.resolve();
  await ask(MUCH);
  expect(told).toEqual([false, true]);
});
