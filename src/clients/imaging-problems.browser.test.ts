import { afterAll, describe, expect, test } from 'vitest';
import { writeTestTiff } from '../imaging/tiff/write-test-tiff.ts';
import {
  type Bytes,
  bmp,
  canvasFile,
  client,
  gif,
  HEIGHT,
  levels,
  png,
  problem,
  WIDTH,
} from './imaging.test-support.ts';

afterAll(() => client.dispose());

describe('what is no picture is a problem with advice', () => {
  test.each([
    ['empty.png', '', 'unreadable-picture', /empty \(0 bytes\).*Copy it again/],
    ['notes.txt', 'HV 5 kV\n', 'not-a-picture', /text, not a picture/],
    ['x.tif', 'HV 5 kV\n', 'not-a-picture', /holds text although/],
    ['x.pdf', '%PDF-1.4\n%âã', 'not-a-picture', /PDF/],
    [
      'x.bin',
      '\x00\x01\x02\x03\x04\x05\x06\x07',
      'not-a-picture',
      /no picture that Semscape reads/,
    ],
    ['short.tif', 'II*\0', 'unreadable-picture', /./],
    ['short.png', '\x89PNG', 'not-a-picture', /./],
    ['x.bmp', 'BM', 'unreadable-picture', /cut short/],
    ['x.gif', 'GIF89a', 'unreadable-picture', /cut short/],
  ])('%s', async (name, text, code, reason) => {
    const bytes = Uint8Array.from(text, (c) => c.charCodeAt(0));
    expect(await problem(bytes, name)).toEqual({
      path: `folder/${name}`,
      code,
      reason: expect.stringMatching(reason),
    });
  });

  test.each(['tiff', 'png', 'bmp', 'gif', 'jpeg', 'webp'])('a %s cut short', async (format) => {
    const whole: Bytes = {
      tiff: await writeTestTiff({ width: WIDTH, height: HEIGHT, values: levels }),
      png: png(8, levels),
      bmp: bmp(),
      gif: gif(),
      jpeg: await canvasFile('image/jpeg'),
      webp: await canvasFile('image/webp'),
    }[format]!;
    for (const share of [0.3, 0.6, 0.95]) {
      const cut = whole.slice(0, Math.floor(whole.length * share));
      expect(await problem(cut, `cut.${format}`)).toMatchObject({ code: 'unreadable-picture' });
    }
  });

  test.each(['png', 'jpeg', 'webp'])('a %s with its middle overwritten', async (format) => {
    const bytes = format === 'png' ? png(8, levels) : await canvasFile(`image/${format}`);
    bytes.fill(0, 30, bytes.length - 20);
    expect(await problem(bytes, `bad.${format}`)).toMatchObject({ code: 'unreadable-picture' });
  });

  test('a header that lies about its size', async () => {
    const bytes = png(8, levels);
    new DataView(bytes.buffer).setUint32(16, 60_000);
    new DataView(bytes.buffer).setUint32(20, 60_000);
    expect(await problem(bytes, 'lie.png')).toMatchObject({
      code: 'picture-too-large',
      reason: expect.stringContaining('60000 × 60000'),
    });
  });
});
