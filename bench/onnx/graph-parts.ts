import { bytes, integer, type Message, nested, text } from './protobuf.ts';

/** Field numbers and codes of onnx.proto, https://github.com/onnx/onnx/blob/main/onnx/onnx.proto. */
const FLOAT = 1;
const INT_ATTRIBUTE = 2;
const INTS_ATTRIBUTE = 7;

type Attribute = number | readonly number[];

function attribute(name: string, value: Attribute): Message {
  return typeof value === 'number'
    ? nested(5, text(1, name), integer(3, value), integer(20, INT_ATTRIBUTE))
    : nested(5, text(1, name), ...value.map((v) => integer(8, v)), integer(20, INTS_ATTRIBUTE));
}

export interface OnnxNode {
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly output: string;
  readonly attributes?: Readonly<Record<string, Attribute>>;
}

/** A node of a graph. */
export function node({ operator, inputs, output, attributes = {} }: OnnxNode): Message {
  return nested(
    1,
    ...inputs.map((name) => text(1, name)),
    text(2, output),
    text(3, output),
    text(4, operator),
    ...Object.entries(attributes).map(([name, value]) => attribute(name, value)),
  );
}

/** A constant of a graph. */
export function constant(name: string, dims: readonly number[], values: Float32Array): Message {
  const raw = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return nested(
    5,
    ...dims.map((dim) => integer(1, dim)),
    integer(2, FLOAT),
    text(8, name),
    bytes(9, raw),
  );
}

/** What goes into a graph or comes out; a named dimension may have any size. */
export function port(
  side: 'input' | 'output',
  name: string,
  dims: readonly (number | string)[],
): Message {
  const shape = dims.map((dim) =>
    nested(1, typeof dim === 'number' ? integer(1, dim) : text(2, dim)),
  );
  const tensor = nested(1, integer(1, FLOAT), nested(2, ...shape));
  return nested(side === 'input' ? 11 : 12, text(1, name), nested(2, tensor));
}
