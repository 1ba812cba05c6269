import { AppError } from '../../core/app-error.ts';

/** How the bytes of an 8-bit tensor become numbers: `min + scale * byte`. */
export interface ByteScale {
  readonly min: number;
  readonly scale: number;
}

export interface StoredTensor {
  readonly shape: readonly number[];
  readonly values: Float32Array | Uint8Array;
}

/** A safetensors file taken apart; tensors are views of its buffer. */
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
const ITEM_BYTES: Readonly<Record<string, number>> = { F32: 4, U8: 1 };

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

function tensorOf(file: ArrayBuffer, start: number, value: unknown): StoredTensor {
  if (!isEntry(value)) throw bad();
  const itemBytes = ITEM_BYTES[value.dtype];
  const [from, to] = value.data_offsets;
  const length = value.shape.reduce((product, n) => product * n, 1);
  if (itemBytes === undefined || to - from !== length * itemBytes || start + to > file.byteLength) {
    throw bad();
  }
  const at = start + from;
  if (itemBytes === 1) return { shape: value.shape, values: new Uint8Array(file, at, length) };
  const values =
    at % 4 === 0
      ? new Float32Array(file, at, length)
      : new Float32Array(file.slice(at, start + to));
  return { shape: value.shape, values };
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
 * Reads 32-bit floating and 8-bit tensors; https://huggingface.co/docs/safetensors describes the format.
 * @throws {AppError} `bad-checkpoint` for anything else.
 */
export function readSafetensors(file: ArrayBuffer): Safetensors {
  const { header, start } = headerOf(file);
  const { __metadata__: metadata = {}, ...entries } = header;
  const tensors = new Map(
    Object.entries(entries).map(([name, value]) => [name, tensorOf(file, start, value)]),
  );
  return { tensors, metadata: metadata as Record<string, string> };
}

/** The bytes of a safetensors file, tensors in the order given. */
export function writeSafetensors(content: Safetensors): Uint8Array<ArrayBuffer> {
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
  const file = new Uint8Array(start + offset).fill(0x20, HEADER_LENGTH_BYTES, start);
  new DataView(file.buffer).setBigUint64(0, BigInt(padded), true);
  file.set(json, HEADER_LENGTH_BYTES);
  let at = start;
  for (const { values } of content.tensors.values()) {
    file.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at);
    at += values.byteLength;
  }
  return file;
}
