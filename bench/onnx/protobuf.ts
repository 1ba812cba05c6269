/** A message, or a part of one, as pieces to be joined at the end. */
export interface Message {
  readonly parts: readonly Uint8Array[];
  readonly length: number;
}

const VARINT = 0;
const BYTES = 2;

function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128);
  bytes.push(rest);
  return Uint8Array.from(bytes);
}

function join(parts: readonly Uint8Array[]): Message {
  return { parts, length: parts.reduce((sum, part) => sum + part.length, 0) };
}

/** A non-negative integer. */
export function integer(field: number, value: number): Message {
  return join([varint(field * 8 + VARINT), varint(value)]);
}

export function bytes(field: number, value: Uint8Array): Message {
  return join([varint(field * 8 + BYTES), varint(value.length), value]);
}

export function text(field: number, value: string): Message {
  return bytes(field, new TextEncoder().encode(value));
}

/** A message inside a message. */
export function nested(field: number, ...content: readonly Message[]): Message {
  const inner = message(...content);
  return join([varint(field * 8 + BYTES), varint(inner.length), ...inner.parts]);
}

export function message(...content: readonly Message[]): Message {
  return join(content.flatMap(({ parts }) => parts));
}

export function encode({ parts, length }: Message): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
