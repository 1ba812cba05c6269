import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseCsv, writeCsv } from './csv.ts';

const read = (text: string) => [...parseCsv(text, 'bad-features')];
const cellsOf = (text: string) => read(text).map((row) => row.cells);

test('writes what needs quotes in quotes and nothing else', () => {
  expect(
    writeCsv([
      ['file', 'label'],
      ['a,b.tif', 'say "no"'],
      ['two\nlines', undefined],
      [1.5, -0],
    ]),
  ).toBe('file,label\n"a,b.tif","say ""no"""\n"two\nlines",\n1.5,0\n');
});

test('reads quotes, every line end, a byte-order mark, blank lines and a missing last line end', () => {
  expect(cellsOf('\ufeffa,"b ""x"""\r\n\r\n"c,\nd",e\rf,\n,"g"')).toEqual([
    ['a', 'b "x"'],
    ['c,\nd', 'e'],
    ['f', ''],
    ['', 'g'],
  ]);
});

test('counts lines through quoted line ends and blank lines', () => {
  expect(read('a\n\n"b\r\nc"\nd\n"e"').map((row) => row.line)).toEqual([1, 3, 5, 6]);
});

test.each([
  ['a,b\n"c', 'Line 2: a quoted cell is never closed'],
  ['a,b\n1,"2" 3', 'Line 2: after a closing "'],
])('%j is refused with its line', (text, message) => {
  expect(() => read(text)).toThrow(message);
});

test('what was written is read back', () => {
  const cell = fc.oneof(
    fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ', 'é') }),
    fc.string(),
  );
  const rows = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 6 });
  fc.assert(
    fc.property(rows, (table) => {
      fc.pre(!table[0]?.[0]?.startsWith('\ufeff'));
      expect(cellsOf(writeCsv(table))).toEqual(table);
    }),
  );
});

test('numbers come back as the same doubles', () => {
  fc.assert(
    fc.property(fc.double({ noDefaultInfinity: true, noNaN: true }), (x) => {
      const back = Number(cellsOf(writeCsv([[x, 0]]))[0]?.[0]);
      expect(back).toBe(x === 0 ? 0 : x);
    }),
  );
});
