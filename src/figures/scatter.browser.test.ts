import { expect, test } from 'vitest';
import { darkTheme } from './palette.ts';
import { scatterByCategory, scatterPositions } from './scatter-case-data.ts';
import { pixelColor, pointColors } from './scatter-colouring.ts';
import { layersOf, paintOrder } from './scatter-layers.ts';
import { pointRadius, ScatterPainter } from './scatter-paint.ts';
import { fitView, toPixel } from './scatter-view.ts';

const size = { width: 400, height: 300 };
const bounds = { left: -12, right: 12, bottom: -12, top: 12 };
const view = fitView(bounds, size);

function painted(points: number, ratio: number, chosen = -1) {
  const positions = scatterPositions(points);
  const colouring = scatterByCategory(points);
  const canvas = document.createElement('canvas');
  const painter = new ScatterPainter(canvas);
  const paint = () =>
    painter.paint({
      size,
      ratio,
      view,
      theme: darkTheme,
      positions,
      colors: pointColors(colouring, darkTheme),
      radius: pointRadius(points, 1),
      layers: layersOf(paintOrder(points), {
        entryOf: colouring.entryOf,
        highlighted: new Set(),
        isChosen: (row) => row === chosen,
      }),
    });
  paint();
  const pixel = (x: number, y: number) => {
    const at = canvas
      .getContext('2d')
      ?.getImageData(Math.floor(x * ratio), Math.floor(y * ratio), 1, 1);
    return new Uint32Array(at?.data.buffer ?? new ArrayBuffer(4))[0] ?? 0;
  };
  return { canvas, positions, pixel, paint };
}

const brightness = (pixel: number) => (pixel & 255) + ((pixel >> 8) & 255) + ((pixel >> 16) & 255);

test.each([1, 2])(
  'at %d pixels a CSS pixel points lie where the view says, on the ground',
  (ratio) => {
    const { canvas, positions, pixel } = painted(9, ratio);
    expect([canvas.width, canvas.height]).toEqual([400 * ratio, 300 * ratio]);
    expect(pixel(2, 2)).toBe(pixelColor(darkTheme.background));
    for (let row = 0; row < 9; row++) {
      const [x = 0, y = 0] = positions.subarray(2 * row, 2 * row + 2);
      const at = toPixel(view, size, { x, y });
      expect(brightness(pixel(at.x, at.y))).toBeGreaterThan(200);
    }
  },
);

test('a chosen point has a ring', () => {
  const { positions, pixel } = painted(9, 2, 4);
  const [x = 0, y = 0] = positions.subarray(8, 10);
  const at = toPixel(view, size, { x, y });
  expect(brightness(pixel(at.x + pointRadius(9, 1) + 1, at.y))).toBeGreaterThan(600);
});

test('50,000 points are painted many times a second', async () => {
  const { paint } = painted(50_000, 1);
  const paintMs = () => {
    const from = performance.now();
    paint();
    return performance.now() - from;
  };
  // About 15 ms with the colours and layers, which the page makes once; on a busy machine a moment must be free for it.
  await expect.poll(paintMs).toBeLessThan(100);
});
