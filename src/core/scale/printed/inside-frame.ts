import type { Rectangle } from '../../dataset/picture.ts';
import type { Raster8 } from '../../image/raster.ts';

/** Greys of one frame, compressed or not. */
const SAME = 10;
/** Over the picture's width, on both sides and above. */
const LEAST_FRAME = 0.01;

/**
 * The part of a grey picture inside a frame of one grey, as figures and screenshots have; the whole where there is
 * none. A frame goes round the left, the top and the right; whether it goes on beneath makes no difference.
 */
export function insideFrame(grey: Raster8): Rectangle {
  const { width, height, data } = grey;
  const whole = { x: 0, y: 0, width, height };
  const frame = data[0];
  const isFrame = (at: number, step: number, count: number) => {
    for (let i = 0; i < count; i++) {
      if (Math.abs(data[at + i * step] - frame) > SAME) return false;
    }
    return true;
  };
  const isColumn = (x: number) => isFrame(x, width, height);
  const isRow = (y: number) => isFrame(y * width, 1, width);
  const least = Math.max(2, LEAST_FRAME * width);
  const left = countWhile(width, isColumn);
  const right = countWhile(width, (i) => isColumn(width - 1 - i));
  const top = countWhile(height, isRow);
  if (left < least || right < least || top < least || left === width) return whole;
  const bottom = countWhile(height, (i) => isRow(height - 1 - i));
  return { x: left, y: top, width: width - left - right, height: height - top - bottom };
}

function countWhile(most: number, test: (i: number) => boolean): number {
  let count = 0;
  while (count < most && test(count)) count++;
  return count;
}
