import { expect, test } from 'vitest';
import { bestFirst } from './best-first.ts';

const picture = (id: string, width: number, bitDepth = 8, fileBytes = 1, pixelSizeNm?: number) => ({
  id,
  crop: { x: 0, y: 0, width, height: 10 },
  bitDepth,
  fileBytes,
  scale: { label: undefined, pixelSizeNm, source: 'sidecar' as const, confidence: 1 },
});

test('pixels go before bits, bits before a known scale, that before the size of the file', () => {
  const pictures = [
    picture('jpeg', 20, 8, 5),
    picture('small', 10, 16, 900, 3),
    picture('png', 20, 8, 50),
    picture('told', 20, 8, 5, 3),
    picture('deep', 20, 16, 5),
    picture('png again', 20, 8, 50),
  ];
  expect(bestFirst(pictures).map(({ id }) => id)).toEqual([
    'deep',
    'told',
    'png',
    'png again',
    'jpeg',
    'small',
  ]);
});
