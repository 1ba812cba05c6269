import { AppError } from '../app-error.ts';
import type { Matrix } from '../arrays/matrix.ts';

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
const ALIGNMENT = 64;
const IS_LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** What a NumPy file, version 1.0, of little-endian float32 in C order begins with; the numbers follow. */
export function npyHeader(rows: number, cols: number): Uint8Array<ArrayBuffer> {
  const open = `{'descr': '<f4', 'fortran_order': False, 'shape': (${rows}, ${cols}), }`;
  const prefix = MAGIC.length + 4;
  const length = Math.ceil((prefix + open.length + 1) / ALIGNMENT) * ALIGNMENT;
  const header = `${open.padEnd(length - prefix - 1)}\n`;
  const bytes = new Uint8Array(length);
  bytes.set([...MAGIC, 1, 0, header.length & 0xff, header.length >> 8]);
  for (let i = 0; i < header.length; i++) bytes[prefix + i] = header.charCodeAt(i);
  return bytes;
}

/** The numbers as a NumPy file with `npyHeader` holds them. */
export function littleEndianBytes(data: Float32Array): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(data.length * 4));
  for (let i = 0; i < data.length; i++) view.setFloat32(i * 4, data[i], true);
  return new Uint8Array(view.buffer);
}

function refuse(reason: string): never {
  throw new AppError(
    'bad-features',
    `The NPY file ${reason}. Save an n x d array of float32 or float64 with numpy.save.`,
  );
}

function refuseNumber(row: number, col: number, value: number): never {
  throw new AppError(
    'bad-features',
    `Row ${row + 1}, column ${col + 1} of the NPY file is ${value}. Features must be finite in single precision: replace it or leave the row out.`,
  );
}

interface NpyHeader {
  readonly littleEndian: boolean;
  readonly bytesEach: 4 | 8;
  readonly columnMajor: boolean;
  readonly rows: number;
  readonly cols: number;
  /** Where the numbers begin. */
  readonly offset: number;
}

function parseHeader(bytes: Uint8Array): NpyHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12 || MAGIC.some((byte, i) => bytes[i] !== byte)) {
    refuse('does not begin like one');
  }
  const wide = bytes[6] >= 2;
  const start = wide ? 12 : 10;
  const offset = start + (wide ? view.getUint32(8, true) : view.getUint16(8, true));
  if (bytes[6] < 1 || bytes[6] > 3 || offset > bytes.length) refuse('has a broken header');

  const text = String.fromCharCode(...bytes.subarray(start, Math.min(offset, start + 4096)));
  const type = /'descr'\s*:\s*'([<>=|]?)([a-zA-Z])(\d+)'/.exec(text);
  const order = /'fortran_order'\s*:\s*(True|False)/.exec(text);
  const shape = /'shape'\s*:\s*\(([\d\s,]*)\)/.exec(text);
  if (!order || !shape) refuse('has a broken header');
  if (type?.[2] !== 'f' || (type[3] !== '4' && type[3] !== '8')) {
    refuse(`holds ${type ? `numbers of type ${type[1]}${type[2]}${type[3]}` : 'no plain numbers'}`);
  }
  const sides = shape[1]
    .split(',')
    .filter((side) => side.trim() !== '')
    .map(Number);
  if (sides.length !== 2)
    refuse(`holds an array of ${sides.length} ${sides.length === 1 ? 'dimension' : 'dimensions'}`);
  return {
    littleEndian: type[1] !== '>',
    bytesEach: type[3] === '4' ? 4 : 8,
    columnMajor: order[1] === 'True',
    rows: sides[0],
    cols: sides[1],
    offset,
  };
}

/**
 * Features from a NumPy file of float32 or float64, versions 1 to 3, either byte order, C or Fortran order.
 * Doubles are rounded to single precision. Numbers that lie in `bytes` as they are wanted stay there: the
 * matrix is then a view of them.
 * @throws {AppError} `bad-features` for anything else, for a file that ends early, and for a number that is
 * not finite in single precision.
 */
export function readNpy(bytes: Uint8Array<ArrayBuffer>): Matrix {
  const { littleEndian, bytesEach, columnMajor, rows, cols, offset } = parseHeader(bytes);
  const count = rows * cols;
  if (bytes.length - offset < count * bytesEach) {
    refuse(`ends early: ${rows} x ${cols} numbers were announced`);
  }
  const start = bytes.byteOffset + offset;
  if (bytesEach === 4 && littleEndian && !columnMajor && start % 4 === 0 && IS_LITTLE_ENDIAN) {
    const data = new Float32Array(bytes.buffer, start, count);
    const stray = data.findIndex((value) => !Number.isFinite(value));
    if (stray >= 0) refuseNumber(Math.trunc(stray / cols), stray % cols, data[stray]);
    return { data, rows, cols };
  }
  const view = new DataView(bytes.buffer, start, count * bytesEach);
  const data = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    const value =
      bytesEach === 4 ? view.getFloat32(i * 4, littleEndian) : view.getFloat64(i * 8, littleEndian);
    const row = columnMajor ? i % rows : Math.trunc(i / cols);
    const col = columnMajor ? Math.trunc(i / rows) : i % cols;
    const at = row * cols + col;
    data[at] = value;
    if (!Number.isFinite(data[at])) refuseNumber(row, col, value);
  }
  return { data, rows, cols };
}
