import { expect, test } from 'vitest';
import { layOutArrays, viewAs } from './typed-arrays.ts';

test('arrays lie one behind the other, whatever part of their buffer they are', () => {
  const whole = new Float64Array([1, 2, 3, 4]);
  const { entries, bytes } = layOutArrays({
    a: new Uint8Array(3),
    b: whole.subarray(1, 3),
    c: new DataView(whole.buffer, 8, 5),
  });
  expect(entries).toEqual([
    { name: 'a', kind: 'Uint8Array', offset: 0, bytes: 3 },
    { name: 'b', kind: 'Float64Array', offset: 3, bytes: 16 },
    { name: 'c', kind: 'DataView', offset: 19, bytes: 5 },
  ]);
  expect(bytes).toBe(24);
});

test.each([
  new Int8Array([-1]),
  new Uint8ClampedArray([255]),
  new Int16Array([-2]),
  new Uint16Array([3]),
  new Int32Array([-4]),
  new Uint32Array([5]),
  new BigInt64Array([-6n]),
  new BigUint64Array([7n]),
  new Float32Array([0.5]),
  new Float64Array([Math.PI]),
])('%o comes back as it was', (array) => {
  const { entries } = layOutArrays({ array });
  expect(viewAs(entries[0].kind, array.buffer)).toEqual(array);
});

test('a kind that would not come back is refused', () => {
  const strange = { [Symbol.toStringTag]: 'Float16Array', byteLength: 2 };
  expect(() => layOutArrays({ strange: strange as never })).toThrow(TypeError);
});
