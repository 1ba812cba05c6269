import { expect, test } from 'vitest';
import { checkJpegBlock } from './check-block-size.ts';
import { readTiffDirectory } from './tiff-directory.ts';
import { tiffLayout } from './tiff-layout.ts';
import { writeTestTiff } from './write-test-tiff.ts';

const file = await writeTestTiff({ width: 24, height: 16, values: new Uint8Array(24 * 16) });
const layout = tiffLayout(readTiffDirectory(file), file.length);

const frame = (width: number, height: number, sampling: number) => [
  ...[0xff, 0xc0, 0, 11, 8, height >> 8, height & 255, width >> 8, width & 255],
  ...[1, 1, sampling, 0],
];
const scan = [0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 0x12, 0xff, 0, 0x34, 0xff, 0xd0, 0x56];
const jpeg = (...parts: readonly number[][]) => Uint8Array.from([0xff, 0xd8, ...parts.flat()]);

test('a JPEG block as large as its page says passes, filled up or not', () => {
  expect(() => checkJpegBlock(jpeg(frame(24, 16, 0x11), scan), layout)).not.toThrow();
  expect(() => checkJpegBlock(jpeg(frame(32, 16, 0x22), scan), layout)).not.toThrow();
});

test.each([
  ['that claims more', jpeg(frame(65_535, 65_535, 0x11))],
  [
    'that claims more behind its first scan',
    jpeg(frame(24, 16, 0x11), scan, frame(9999, 9999, 0x11)),
  ],
  ['without rows', jpeg(frame(24, 0, 0x11))],
  ['without sampling, which would be cut into endlessly many parts', jpeg(frame(24, 16, 0))],
])('a JPEG block %s is refused', (_, block) => {
  expect(() => checkJpegBlock(block, layout)).toThrow(
    expect.objectContaining({ code: 'unreadable-picture' }),
  );
});
