import { AppError } from '../../core/app-error.ts';
import { BATCH_NORM_EPSILON, type Variable } from '../networks/fold.ts';
import { fileVariable, KERAS_NORM_PARTS, type KerasLayers } from './keras-variables.ts';

interface GraphNode {
  readonly name: string;
  readonly op: string;
  readonly input?: readonly string[];
}

const LAYER_NAME = /^(?:conv2d(?:_\d+)?|conv_7b|block\d+_\d+_conv|predictions|dense(?:_\d+)?)$/;

const layerIn = (path: string) =>
  path
    .split('/')
    .reverse()
    .find((part) => LAYER_NAME.test(part.replace(/_weights$/, '')));

const normOf = (layer: string) =>
  layer.startsWith('conv2d') ? layer.replace('conv2d', 'batch_normalization') : `${layer}_bn`;

/** A graph whose constants are known, and who takes in what. */
class ConstantGraph {
  readonly nodes: readonly GraphNode[];
  readonly #byName: ReadonlyMap<string, GraphNode>;
  readonly #weights: ReadonlyMap<string, Variable>;
  readonly #takers = new Map<string, GraphNode[]>();

  constructor(nodes: readonly GraphNode[], weights: ReadonlyMap<string, Variable>) {
    this.nodes = nodes;
    this.#byName = new Map(nodes.map((node) => [node.name, node]));
    this.#weights = weights;
    for (const node of nodes) {
      for (const input of node.input ?? []) {
        const name = this.sourceName(input);
        this.#takers.set(name, [...(this.#takers.get(name) ?? []), node]);
      }
    }
  }

  /** The node behind an input, through identities, at most as many as there are nodes. */
  sourceName(input: string): string {
    let name = input.replace(/^\^/, '').replace(/:\d+$/, '');
    for (let hops = 0; hops < this.nodes.length; hops++) {
      const node = this.#byName.get(name);
      const [next] = node?.input ?? [];
      if (node?.op !== 'Identity' || next === undefined) break;
      name = next.replace(/:\d+$/, '');
    }
    return name;
  }

  constant({ input = [] }: GraphNode, i: number): Variable | undefined {
    const from = input[i];
    return from === undefined ? undefined : this.#weights.get(this.sourceName(from));
  }

  taker(of: string, ops: readonly string[]): GraphNode | undefined {
    return this.#takers.get(of)?.find(({ op }) => ops.includes(op));
  }
}

/** A bias that had its batch norm folded in is a batch norm again: its scale is one to a float's precision. */
function fileAsNorm(layers: Map<string, Map<string, Variable>>, layer: string, bias: Variable) {
  const filled = (value: number) => ({
    data: new Float32Array(bias.data.length).fill(value),
    shape: bias.shape,
  });
  const parts = [filled(1), bias, filled(0), filled(1 - BATCH_NORM_EPSILON)];
  for (const [i, kind] of KERAS_NORM_PARTS.entries()) {
    const part = parts[i];
    if (part) fileVariable(layers, [normOf(layer), kind], part);
  }
}

const NORMS = ['FusedBatchNorm', 'FusedBatchNormV2', 'FusedBatchNormV3'];
const ADDITIONS = ['BiasAdd', 'Add', 'AddV2'];

function biasOf(graph: ConstantGraph, node: GraphNode): Variable | undefined {
  if (node.op.startsWith('_Fused')) return graph.constant(node, 2);
  const addition = graph.taker(node.name, ADDITIONS);
  return addition && (graph.constant(addition, 1) ?? graph.constant(addition, 0));
}

function readNode(
  graph: ConstantGraph,
  node: GraphNode,
  layers: Map<string, Map<string, Variable>>,
): void {
  const kernel = graph.constant(node, 1);
  const named = layerIn(graph.sourceName(node.input?.[1] ?? '')) ?? layerIn(node.name);
  if (!kernel || !named) return;
  const layer = named.replace(/_weights$/, '');
  fileVariable(layers, [layer, 'kernel'], kernel);
  const norm = graph.taker(node.name, NORMS);
  for (const [i, kind] of KERAS_NORM_PARTS.entries()) {
    const part = norm && graph.constant(norm, i + 1);
    if (part) fileVariable(layers, [normOf(layer), kind], part);
  }
  const bias = norm ? undefined : biasOf(graph, node);
  if (!bias) return;
  if (/^conv2d|^conv_7b/.test(layer)) fileAsNorm(layers, layer, bias);
  else fileVariable(layers, [layer, 'bias'], bias);
}

const WEIGHTED = ['Conv2D', '_FusedConv2D', 'MatMul', '_FusedMatMul'];

/**
 * Layers of a GraphModel that was converted from Keras, whether its batch norms stand by themselves or were folded.
 * @param weights By the names of the graph's constants.
 * @throws {AppError} `bad-checkpoint` when the graph has no nodes, or none of its convolutions has a layer's name.
 */
export function readGraphModel(
  topology: unknown,
  weights: ReadonlyMap<string, Variable>,
): KerasLayers {
  const { node } = (topology ?? {}) as { readonly node?: readonly GraphNode[] };
  const layers = new Map<string, Map<string, Variable>>();
  if (Array.isArray(node)) {
    const graph = new ConstantGraph(node, weights);
    for (const one of node) if (WEIGHTED.includes(one.op)) readNode(graph, one, layers);
  }
  if (layers.size > 0) return layers;
  throw new AppError(
    'bad-checkpoint',
    'This GraphModel does not name its layers as Keras does. Convert the network to a LayersModel, or to safetensors.',
  );
}
