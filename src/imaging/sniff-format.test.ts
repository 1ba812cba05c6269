import { expect, test } from 'vitest';
import { sniffFormat } from './sniff-format.ts';

const bytes = (text: string) => Uint8Array.from(text, (c) => c.charCodeAt(0));
const spaced = (text: string) => bytes([...text].map((c) => `${c}\0`).join(''));

test.each([
  ['II*\0', 'tiff'],
  ['MM\0*', 'tiff'],
  ['II+\0', 'tiff'],
  ['MM\0+', 'tiff'],
  ['\x89PNG\r\n\x1a\n', 'png'],
  ['\xff\xd8\xff\xe0', 'jpeg'],
  ['GIF87a', 'gif'],
  ['BM1234', 'bmp'],
  ['RIFF\x10\0\0\0WEBPVP8 ', 'webp'],
])('%j begins a picture', (text, format) => {
  expect(sniffFormat(bytes(text), 'x')).toBe(format);
});

test.each([
  [bytes('[SemImageFile]\r\nPixelSize=12.4\r\n'), /notes on a picture/],
  [spaced('[SemImageFile]\r\nPixelSize=12.4\r\n'), /notes on a picture/],
  [bytes('\xff\xfe[\0S\0e\0m\0I\0m\0a\0g\0e\0F\0i\0l\0e\0]\0'), /notes on a picture/],
  [bytes('$CM_MAG 1000\n'), /notes on a picture/],
  [bytes('$$SM_MICRON_BAR 120\n'), /notes on a picture/],
  [bytes('[MAIN]\nPixelSizeX=1e-9\n'), /notes on a picture/],
  [bytes('Dear colleague'), /is text, not a picture/],
  [bytes('<?xml version="1.0"?>\n<svg xmlns="x">'), /SVG drawing/],
  [bytes('\xef\xbb\xbf<svg/>'), /SVG drawing/],
  [bytes('\x01\x02\x03\x04\x05'), /no picture that Semscape reads/],
  [bytes('PK\x03\x04....'), /archive/],
  [new Uint8Array(100), /no picture that Semscape reads/],
])('other files are told apart (%#)', (file, reason) => {
  expect(() => sniffFormat(file, 'x')).toThrow(
    expect.objectContaining({ code: 'not-a-picture', message: expect.stringMatching(reason) }),
  );
});
