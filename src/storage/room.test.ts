import { expect, test } from 'vitest';
import { Room } from './room.ts';

const MEGABYTE = 2 ** 20;

test('what would leave too little is refused before it is written, and goes on once there is room', async () => {
  let usage = 0;
  const quota = 1000 * MEGABYTE;
  const room = new Room(async () => ({ usage, quota }));
  let written = 0;
  const fill = async () => {
    for (;;) {
      await room.require(10 * MEGABYTE);
      written += 10 * MEGABYTE;
      usage += 10 * MEGABYTE;
    }
  };
  await expect(fill()).rejects.toMatchObject({ code: 'storage-full' });
  expect(written).toBe(930 * MEGABYTE);
  await expect(room.require(10 * MEGABYTE)).rejects.toMatchObject({ code: 'storage-full' });
  usage = 500 * MEGABYTE;
  await room.require(10 * MEGABYTE);
});

test('a browser that names no quota is believed', async () => {
  const room = new Room(async () => ({}));
  await room.require(2 ** 40);
});

test('far from the end the browser is asked seldom', async () => {
  let asked = 0;
  const room = new Room(async () => {
    asked++;
    return { usage: 0, quota: 2 ** 40 };
  });
  for (let i = 0; i < 100; i++) await room.require(MEGABYTE);
  expect(asked).toBe(2);
});
