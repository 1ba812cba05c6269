import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Matrix, matrix } from '../arrays/matrix.ts';
import { littleEndianBytes, npyHeader, readNpy } from './npy.ts';

/** `[[1.5, -2, 3], [4, 5, 6.25]]` as written by numpy 2.4.6's `numpy.lib.format.write_array`. */
const NUMPY = {
  'float32, C order, version 1':
    'k05VTVBZAQB2AHsnZGVzY3InOiAnPGY0JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDIsIDMpLCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAMA/AAAAwAAAQEAAAIBAAACgQAAAyEA=',
  'float64, Fortran order':
    'k05VTVBZAQB2AHsnZGVzY3InOiAnPGY4JywgJ2ZvcnRyYW5fb3JkZXInOiBUcnVlLCAnc2hhcGUnOiAoMiwgMyksIH0gICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAAAAAAD4PwAAAAAAABBAAAAAAAAAAMAAAAAAAAAUQAAAAAAAAAhAAAAAAAAAGUA=',
  'big-endian float32, version 2':
    'k05VTVBZAgB0AAAAeydkZXNjcic6ICc+ZjQnLCAnZm9ydHJhbl9vcmRlcic6IEZhbHNlLCAnc2hhcGUnOiAoMiwgMyksIH0gICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAo/wAAAwAAAAEBAAABAgAAAQKAAAEDIAAA=',
};
const INTEGERS =
  'k05VTVBZAQB2AHsnZGVzY3InOiAnPGk0JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDIsIDMpLCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoBAAAA/v///wMAAAAEAAAABQAAAAYAAAA=';

const bytesOf = (base64: string) => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
const writeNpy = ({ data, rows, cols }: Matrix) =>
  Uint8Array.of(...npyHeader(rows, cols), ...littleEndianBytes(data));
const example = matrix(Float32Array.of(1.5, -2, 3, 4, 5, 6.25), 2, 3);

test.each(Object.entries(NUMPY))("numpy's file is read: %s", (_, base64) => {
  expect(readNpy(bytesOf(base64))).toEqual(example);
});

test("what is written is numpy's file, byte for byte", () => {
  expect(writeNpy(example)).toEqual(bytesOf(NUMPY['float32, C order, version 1']));
});

test('a file inside a larger buffer, at an odd place, is read', () => {
  const file = writeNpy(example);
  const larger = new Uint8Array(file.length + 3);
  larger.set(file, 3);
  expect(readNpy(larger.subarray(3))).toEqual(example);
});

test('what was written is read back', () => {
  const cases = fc.tuple(fc.nat({ max: 5 }), fc.nat({ max: 5 })).chain(([rows, cols]) =>
    fc
      .float32Array({
        minLength: rows * cols,
        maxLength: rows * cols,
        noNaN: true,
        noDefaultInfinity: true,
      })
      .map((data) => matrix(Float32Array.from(data), rows, cols)),
  );
  fc.assert(
    fc.property(cases, (m) => {
      expect(readNpy(writeNpy(m))).toEqual(m);
    }),
  );
});

/** The example with `from` in its header replaced by `to`, of the same length. */
function forged(from: string, to: string): Uint8Array<ArrayBuffer> {
  const text = atob(NUMPY['float32, C order, version 1']);
  return bytesOf(btoa(text.replace(from, to.padEnd(from.length))));
}

test.each([
  ['text', new TextEncoder().encode('label,a,b\nx,1,2\n'), 'does not begin like one'],
  ['a scrap', bytesOf('k05VTVBZAQ=='), 'does not begin like one'],
  ['whole numbers', bytesOf(INTEGERS), 'holds numbers of type <i4'],
  ['a vector', forged('(2, 3)', '(6,)'), 'holds an array of 1 dimension.'],
  ['too few numbers', forged('(2, 3)', '(2, 4)'), 'ends early: 2 x 4 numbers were announced'],
  ['a broken header', forged("'shape'", "'shop'"), 'has a broken header'],
  ['records', forged("'<f4'", '[1,2]'), 'holds no plain numbers'],
  [
    'a number that is not finite',
    writeNpy(matrix(Float32Array.of(1, 2, 3, Number.NaN), 2, 2)),
    'Row 2, column 2 of the NPY file is NaN',
  ],
])('%s is refused', (_, bytes, message) => {
  expect(() => readNpy(bytes)).toThrow(
    expect.objectContaining({ code: 'bad-features', message: expect.stringContaining(message) }),
  );
});
