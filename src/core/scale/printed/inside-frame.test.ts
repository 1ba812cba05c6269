import { expect, test } from 'vitest';
import type { Rectangle } from '../../dataset/picture.ts';
import { insideFrame } from './inside-frame.ts';

const WIDTH = 120;
const HEIGHT = 80;

/** Stripes of all greys inside `inner`, one grey around it. */
function framed(inner: Rectangle, frame: number) {
  const data = new Uint8Array(WIDTH * HEIGHT).fill(frame);
  for (let y = inner.y; y < inner.y + inner.height; y++) {
    for (let x = inner.x; x < inner.x + inner.width; x++)
      data[y * WIDTH + x] = (x * 37 + y * 91) % 256;
  }
  return insideFrame({ data, width: WIDTH, height: HEIGHT, channels: 1 });
}

test.each([0, 128, 255])('a frame of grey %i is cut off', (grey) => {
  const inner = { x: 10, y: 8, width: 90, height: 60 };
  expect(framed(inner, grey)).toEqual(inner);
});

test('a frame that is open beneath', () => {
  const inner = { x: 6, y: 5, width: 108, height: 75 };
  expect(framed(inner, 255)).toEqual(inner);
});

test('a dark edge on one side alone is the picture’s own', () => {
  const whole = { x: 0, y: 0, width: WIDTH, height: HEIGHT };
  expect(framed({ x: 20, y: 0, width: 100, height: 80 }, 0)).toEqual(whole);
  expect(framed(whole, 0)).toEqual(whole);
});

test('a picture of one grey is left whole', () => {
  expect(framed({ x: 0, y: 0, width: 0, height: 0 }, 7)).toMatchObject({
    width: WIDTH,
    height: HEIGHT,
  });
});
