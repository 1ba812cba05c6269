import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { tiffDecoders } from './tiff-decoders.ts';

const FILE = `${process.cwd()}/node_modules/geotiff/dist-module/compression/index.js`;

function transformed(code: string): string | undefined {
  const { transform } = tiffDecoders() as unknown as {
    transform(code: string, id: string): { readonly code: string } | undefined;
  };
  return transform(code, FILE)?.code;
}

test('of geotiff only the decoders of JPEG and WebP are bundled', () => {
  const imported = (code = '') =>
    [...code.matchAll(/import\('(.+?)'\)\.?/g)].map(([, name]) => name);
  const code = readFileSync(FILE, 'utf8').replace(/@\w+ .*/g, '');
  expect(imported(code)).toHaveLength(8);
  expect(imported(transformed(code))).toEqual(['./jpeg.js', './webimage.js']);
});

test('another version of it stops the build', () => {
  expect(() => transformed('export const nothing = 1;')).toThrow(/has changed/);
});
