import { AppError } from '../../core/app-error.ts';
import { joinBytes } from './join-bytes.ts';
import { NUMBER_BYTES, type NumberFormat, readNumbers } from './number-formats.ts';

/** How the bytes of an 8-bit tensor become numbers: `min + scale * byte`. */
export interface ByteScale {
  readonly min: number;
  readonly scale: number;
}

export interface StoredTensor {
  readonly shape: readonly number[];
  readonly values: Float32Array | Uint8Array;
}

/** A safetensors file taken apart; 32-bit floating and 8-bit tensors are views of its buffer. */
export interface Safetensors {
  readonly tensors: ReadonlyMap<string, StoredTensor>;
  readonly metadata: Readonly<Record<string, string>>;
}

interface Entry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

const HEADER_LENGTH_BYTES = 8;
/** Counters and indices: no network here has weights of these kinds. */
const SKIPPED: ReadonlySet<string> = new Set(['I64', 'I32', 'I16', 'I8', 'BOOL']);

function bad(cause?: unknown): AppError {
  return new AppError(
    'bad-checkpoint',
    'This is no readable safetensors file, or it is cut short. Fetch it again.',
    { cause },
  );
}

function isEntry(value: unknown): value is Entry {
  const entry = value as Partial<Entry> | null;
  return (
    typeof entry?.dtype === 'string' &&
    Array.isArray(entry.shape) &&
    Array.isArray(entry.data_offsets) &&
    [...entry.shape, ...entry.data_offsets].every((n) => Number.isSafeInteger(n) && n >= 0)
  );
}

const isNumberFormat = (dtype: string): dtype is NumberFormat => dtype in NUMBER_BYTES;

function itemBytesOf(name: string, dtype: string): number {
  if (dtype === 'U8') return 1;
  if (isNumberFormat(dtype)) return NUMBER_BYTES[dtype];
  throw new AppError(
    'bad-checkpoint',
    `${name} is stored as ${dtype}, which can't be read. Save the checkpoint as F32 or F16.`,
  );
}

function tensorOf(file: ArrayBuffer, start: number, [name, entry]: [string, Entry]): StoredTensor {
  const { dtype, shape } = entry;
  const [from, to] = entry.data_offsets;
  const length = shape.reduce((product, n) => product * n, 1);
  if (to - from !== length * itemBytesOf(name, dtype) || start + to > file.byteLength) throw bad();
  const at = start + from;
  if (!isNumberFormat(dtype)) return { shape, values: new Uint8Array(file, at, length) };
  return { shape, values: readNumbers(file, dtype, { at, length }) };
}

/** Tensors that share their bytes could be made to fill far more memory than the file takes. */
function refuseOverlaps(entries: readonly Entry[], bytes: number): void {
  const claimed = entries.reduce((sum, { data_offsets: [from, to] }) => sum + (to - from), 0);
  if (claimed > bytes) throw bad();
}

function headerOf(file: ArrayBuffer): { header: Record<string, unknown>; start: number } {
  if (file.byteLength < HEADER_LENGTH_BYTES) throw bad();
  const length = Number(new DataView(file).getBigUint64(0, true));
  if (length > file.byteLength - HEADER_LENGTH_BYTES) throw bad();
  try {
    const text = new TextDecoder().decode(new Uint8Array(file, HEADER_LENGTH_BYTES, length));
    const header: unknown = JSON.parse(text);
    if (typeof header !== 'object' || header === null) throw bad();
    return { header: header as Record<string, unknown>, start: HEADER_LENGTH_BYTES + length };
  } catch (cause) {
    throw bad(cause);
  }
}

/**
 * Reads floating tensors of 16, 32 and 64 bits, as single precision, and 8-bit ones; whole numbers are left out.
 * https://huggingface.co/docs/safetensors describes the format.
 * @throws {AppError} `bad-checkpoint` for anything else, and for a header that claims more than the file holds.
 */
export function readSafetensors(file: ArrayBuffer): Safetensors {
  const { header, start } = headerOf(file);
  const { __metadata__: metadata = {}, ...entries } = header;
  const wanted = Object.entries(entries).filter((pair): pair is [string, Entry] => {
    if (!isEntry(pair[1])) throw bad();
    return !SKIPPED.has(pair[1].dtype);
  });
  refuseOverlaps(
    wanted.map(([, entry]) => entry),
    file.byteLength - start,
  );
  const tensors = new Map(wanted.map((pair) => [pair[0], tensorOf(file, start, pair)]));
  return { tensors, metadata: metadata as Record<string, string> };
}

/** The bytes of a safetensors file in parts, tensors in the order given and as they are. */
export function safetensorsParts(content: Safetensors): readonly Uint8Array<ArrayBuffer>[] {
  const header: Record<string, unknown> = { __metadata__: content.metadata };
  let offset = 0;
  for (const [name, { shape, values }] of content.tensors) {
    const dtype = values instanceof Uint8Array ? 'U8' : 'F32';
    header[name] = { dtype, shape, data_offsets: [offset, offset + values.byteLength] };
    offset += values.byteLength;
  }
  const json = new TextEncoder().encode(JSON.stringify(header));
  const padded = Math.ceil(json.length / 8) * 8;
  const start = HEADER_LENGTH_BYTES + padded;
  const head = new Uint8Array(start).fill(0x20, HEADER_LENGTH_BYTES);
  new DataView(head.buffer).setBigUint64(0, BigInt(padded), true);
  head.set(json, HEADER_LENGTH_BYTES);
  const bodies = Array.from(
    content.tensors.values(),
    ({ values }) =>
      new Uint8Array(values.buffer as ArrayBuffer, values.byteOffset, values.byteLength),
  );
  return [head, ...bodies];
}

/** The bytes of a safetensors file, tensors in the order given. */
export function writeSafetensors(content: Safetensors): Uint8Array<ArrayBuffer> {
  return joinBytes(safetensorsParts(content));
}
