import type { FoldedLayer } from '../../src/models/networks/fold.ts';
import type { Architecture, Convolution, Layer } from '../../src/models/networks/layers.ts';
import { gridsOf } from '../../src/models/networks/shapes.ts';
import { constant, node, port } from './graph-parts.ts';
import { encode, integer, type Message, message, nested, text } from './protobuf.ts';

const OPERATOR_SET = 13;
const FORMAT = 7;

export interface ExportOptions {
  /** Alias of the block after which the network is pooled and ends. */
  readonly endpoint: string;
  /** Channels of the pictures that come in, as `folded` has them. */
  readonly channels: number;
}

/** `[height, width, in, out]` to `[out, in, height, width]`. */
function torchKernel({ kernel, shape }: FoldedLayer): Float32Array {
  const [height, width, inputs, outputs] = shape;
  const taps = height * width;
  const turned = new Float32Array(kernel.length);
  for (let t = 0; t < taps; t++) {
    for (let i = 0; i < inputs; i++) {
      for (let o = 0; o < outputs; o++) {
        turned[(o * inputs + i) * taps + t] = kernel[(t * inputs + i) * outputs + o] ?? 0;
      }
    }
  }
  return turned;
}

class GraphWriter {
  readonly nodes: Message[] = [];
  readonly constants: Message[] = [];
  readonly #folded: ReadonlyMap<string, FoldedLayer>;

  constructor(folded: ReadonlyMap<string, FoldedLayer>) {
    this.#folded = folded;
  }

  add(operator: string, inputs: readonly string[], attributes = {}): string {
    const output = `${operator}_${this.nodes.length}`;
    this.nodes.push(node({ operator, inputs, output, attributes }));
    return output;
  }

  run(layer: Layer, input: string): string {
    switch (layer.kind) {
      case 'convolution':
        return this.#convolve(layer, input);
      case 'max-pool':
        return this.add('MaxPool', [input], { kernel_shape: [3, 3], strides: [2, 2] });
      case 'average-pool':
        return this.add('AveragePool', [input], {
          kernel_shape: [3, 3],
          pads: [1, 1, 1, 1],
          count_include_pad: 0,
        });
      case 'chain':
        return layer.layers.reduce((made, part) => this.run(part, made), input);
      case 'branches': {
        const parts = layer.branches.map((part) => this.run(part, input));
        return this.add('Concat', parts, { axis: 1 });
      }
      default:
        throw new RangeError(`${layer.kind} is not in Inception-v3`);
    }
  }

  #convolve({ name, padding, size, stride }: Convolution, input: string): string {
    const folded = this.#folded.get(name);
    if (!folded) throw new RangeError(`no weights for ${name}`);
    const [height, width, inputs, outputs] = folded.shape;
    const dims = [outputs, inputs, height, width];
    this.constants.push(constant(`${name}.kernel`, dims, torchKernel(folded)));
    this.constants.push(constant(`${name}.bias`, [outputs], folded.bias));
    const [v, h] = padding === 'same' ? [(height - 1) / 2, (width - 1) / 2] : [0, 0];
    const made = this.add('Conv', [input, `${name}.kernel`, `${name}.bias`], {
      kernel_shape: size,
      strides: [stride, stride],
      pads: [v, h, v, h],
    });
    return this.add('Relu', [made]);
  }
}

/** A network with Keras's average-pool rule as an ONNX file: `pictures` in, `features` `[batch, channels]` out. */
export function exportNetwork(
  architecture: Architecture,
  folded: ReadonlyMap<string, FoldedLayer>,
  { endpoint, channels }: ExportOptions,
): Uint8Array<ArrayBuffer> {
  const { blocks, id, inputSide } = architecture;
  const end = blocks.findIndex(({ alias }) => alias === endpoint);
  const block = blocks[end];
  if (!block) throw new RangeError(`no endpoint ${endpoint}`);
  const writer = new GraphWriter(folded);
  const last = blocks
    .slice(0, end + 1)
    .reduce((made, { layer }) => writer.run(layer, made), 'pictures');
  const pooled = writer.add('GlobalAveragePool', [last]);
  const flat = node({ operator: 'Flatten', inputs: [pooled], output: 'features' });
  const width = gridsOf(architecture, inputSide).get(block.name)?.channels ?? 0;
  const graph = nested(
    7,
    ...writer.nodes,
    flat,
    text(2, id),
    ...writer.constants,
    port('input', 'pictures', ['batch', channels, inputSide, inputSide]),
    port('output', 'features', ['batch', width]),
  );
  const operators = nested(8, text(1, ''), integer(2, OPERATOR_SET));
  return encode(message(integer(1, FORMAT), graph, operators));
}
