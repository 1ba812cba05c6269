import { expect, test } from 'vitest';
import { scalesCsv } from './scales-csv.ts';

test('a line a picture, empty where nothing is known or nothing was sure', () => {
  const text = scalesCsv([
    {
      file: 'a.tif',
      scale: {
        label: { value: 2, unit: 'um' },
        pixelSizeNm: 5.5,
        source: 'printed-bar',
        confidence: 0.95,
        barPixels: 363.6,
      },
    },
    { file: 'b.tif', scale: undefined },
    {
      file: 'c.tif',
      scale: { label: undefined, pixelSizeNm: undefined, source: 'printed-bar', confidence: 0 },
    },
  ]);
  expect(text.split('\n')).toEqual([
    'file,scale_value,scale_unit,pixel_size_nm,source,confidence,bar_pixels',
    'a.tif,2,um,5.5,printed-bar,0.95,363.6',
    'b.tif,,,,,,',
    'c.tif,,,,,,',
    '',
  ]);
});
