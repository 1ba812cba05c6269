import { expect, test } from 'vitest';
import { decodeText } from './decode-text.ts';

const bytes = (text: string) => new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>;
const wide = (text: string, isBigEndian = false) =>
  Uint8Array.from(
    [...text].flatMap((c) => {
      const pair = [c.charCodeAt(0) & 255, c.charCodeAt(0) >> 8];
      return isBigEndian ? pair.reverse() : pair;
    }),
  );

test.each([
  ['UTF-8', bytes('5 µm'), '5 µm'],
  ['UTF-16 with its mark', wide('\ufeff5 µm'), '5 µm'],
  ['UTF-16 without', wide('[SemImageFile]\r\nPixelSize=2.5'), '[SemImageFile]\r\nPixelSize=2.5'],
  ['UTF-16, big endian', wide('[SemImageFile]\r\n', true), '[SemImageFile]\r\n'],
  ['Latin-1', Uint8Array.from([0x35, 0x20, 0xb5, 0x6d]), '5 µm'],
  ['zeros behind', bytes('5 nm\0\0'), '5 nm'],
])('%s', (_, content, text) => {
  expect(decodeText(content)).toBe(text);
});
