import { expect, test } from 'vitest';
import { drawHeatmap, exportHeatmap, paintHeatmap } from './heatmap.ts';
import { layoutHeatmap } from './heatmap-layout.ts';
import { darkTheme } from './palette.ts';

const layout = layoutHeatmap(
  {
    title: 'before autoencoding',
    distances: Float32Array.of(5, 10, Number.NaN),
    side: 3,
    groups: [{ label: 'Tips', start: 0, end: 3 }],
    unit: 'feature units',
    correlation: undefined,
  },
  { width: 480, height: 320 },
);

function painted(): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  paintHeatmap(canvas, layout);
  return canvas;
}

const pixel = (canvas: HTMLCanvasElement, x: number, y: number) => [
  ...(canvas.getContext('2d')?.getImageData(x, y, 1, 1).data ?? []),
];

async function rendered(svg: string): Promise<HTMLCanvasElement> {
  const image = new Image();
  image.src = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  await image.decode();
  URL.revokeObjectURL(image.src);
  const canvas = document.createElement('canvas');
  canvas.width = 480;
  canvas.height = 320;
  canvas.getContext('2d')?.drawImage(image, 0, 0);
  return canvas;
}

test('a pixel a cell: nothing is dark, the largest bright, what is no number empty', () => {
  const canvas = painted();
  expect([canvas.width, canvas.height]).toEqual([3, 3]);
  expect(pixel(canvas, 0, 0)).toEqual([68, 1, 84, 255]);
  expect(pixel(canvas, 2, 0)).toEqual([253, 231, 37, 255]);
  expect(pixel(canvas, 0, 2)).toEqual([253, 231, 37, 255]);
  expect(pixel(canvas, 2, 1)[3]).toBe(0);
});

test('the exported file stands alone and shows the cells', async () => {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  drawHeatmap(svg, layout, darkTheme);
  const canvas = await rendered(exportHeatmap(svg, layout, painted().toDataURL('image/png')));
  const { plot } = layout;
  const cell = (plot.right - plot.left) / 3;
  const at = (column: number, row: number) =>
    pixel(
      canvas,
      Math.round(plot.left + (column + 0.5) * cell),
      Math.round(plot.top + (row + 0.5) * cell),
    );
  expect(at(2, 0)).toEqual([253, 231, 37, 255]);
  expect(at(0, 0)).toEqual([68, 1, 84, 255]);
  expect(pixel(canvas, 2, 2)).toEqual([20, 24, 28, 255]);
  expect(svg.querySelector('image')).toBeNull();
});
