import type { Rectangle } from '../../dataset/picture.ts';
import type { Ink } from './ink.ts';

/** Full ink in the rectangles, none elsewhere. */
export function drawnInk(width: number, height: number, filled: readonly Rectangle[]): Ink {
  const data = new Uint8Array(width * height);
  for (const { x, y, width: wide, height: high } of filled) {
    for (let row = y; row < y + high; row++) {
      data.fill(255, row * width + x, row * width + x + wide);
    }
  }
  return { data, area: { x: 0, y: 0, width, height } };
}
