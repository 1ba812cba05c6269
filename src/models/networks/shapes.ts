import type {
  Architecture,
  Convolution,
  Layer,
  PlainConvolution,
  WeightedLayer,
} from './layers.ts';

/** Channels and side of a square grid of activations. */
export interface Grid {
  readonly channels: number;
  readonly side: number;
}

/** A layer with variables and the grid that comes into it. */
export interface PlacedLayer {
  readonly layer: WeightedLayer;
  readonly input: Grid;
}

type Visit = (placed: PlacedLayer) => void;

const strided = (side: number, size: number, stride: number) =>
  Math.floor((side - size) / stride) + 1;

function convolvedSide({ padding, size, stride }: Convolution | PlainConvolution, side: number) {
  if (padding === 'same') return side;
  return strided(side + 2 * (padding === 'valid' ? 0 : padding), size[0], stride);
}

function through(layer: Layer, input: Grid, visit: Visit): Grid {
  switch (layer.kind) {
    case 'convolution':
    case 'plain-convolution':
      visit({ layer, input });
      return { channels: layer.filters, side: convolvedSide(layer, input.side) };
    case 'dense':
      visit({ layer, input });
      return { channels: layer.outputs, side: 1 };
    case 'max-pool':
      return { channels: input.channels, side: strided(input.side, 3, 2) };
    case 'adaptive-pool':
      return { channels: input.channels, side: layer.side };
    case 'average-pool':
    case 'relu':
    case 'dropout':
      return input;
    case 'chain':
      return layer.layers.reduce((grid, part) => through(part, grid, visit), input);
    case 'residual':
      return through(layer.body, input, visit);
    case 'branches': {
      const outputs = layer.branches.map((part) => through(part, input, visit));
      return {
        channels: outputs.reduce((sum, grid) => sum + grid.channels, 0),
        side: outputs[0]?.side ?? input.side,
      };
    }
  }
}

/** The grid after each block, by the block's own name, for a square input of `side` pixels. */
export function gridsOf(architecture: Architecture, side: number): ReadonlyMap<string, Grid> {
  const grids = new Map<string, Grid>();
  let grid: Grid = { channels: 3, side };
  for (const block of architecture.blocks) {
    grid = through(block.layer, grid, () => {});
    grids.set(block.name, grid);
  }
  return grids;
}

/** Every layer with variables in the order of the table, with its input for colour pictures of the default side. */
export function weightedLayersOf(architecture: Architecture): readonly PlacedLayer[] {
  const found: PlacedLayer[] = [];
  let grid: Grid = { channels: 3, side: architecture.inputSide };
  for (const block of architecture.blocks) {
    grid = through(block.layer, grid, (placed) => found.push(placed));
  }
  return found;
}

/** Number of pooled features that go into the classifier. */
export function headWidthOf(architecture: Architecture): number {
  const last = architecture.blocks.at(-1);
  const grid = last && gridsOf(architecture, architecture.inputSide).get(last.name);
  return grid?.channels ?? 3;
}

/** Torch's shape of a layer's weight: `[out, in, height, width]`, of a dense layer `[out, in]`. */
export function weightShapeOf({ layer, input }: PlacedLayer): readonly number[] {
  return layer.kind === 'dense'
    ? [layer.outputs, input.channels * input.side ** 2]
    : [layer.filters, input.channels, ...layer.size];
}

/** Names below `.bn` in the order of checkpoints. */
export const BATCH_NORM_PARTS = ['weight', 'bias', 'running_mean', 'running_var'] as const;

/**
 * Every variable of a network with `classes` outputs: timm's or torchvision's name and torch's shape, in the
 * order of the table; `num_batches_tracked` is left out.
 */
export function variableShapes(
  architecture: Architecture,
  classes: number,
): ReadonlyMap<string, readonly number[]> {
  const shapes = new Map<string, readonly number[]>();
  for (const placed of weightedLayersOf(architecture)) {
    const { layer } = placed;
    const shape = weightShapeOf(placed);
    const outputs = [shape[0] ?? 0];
    if (layer.kind === 'convolution') {
      shapes.set(`${layer.name}.conv.weight`, shape);
      for (const part of BATCH_NORM_PARTS) shapes.set(`${layer.name}.bn.${part}`, outputs);
    } else {
      shapes.set(`${layer.name}.weight`, shape);
      shapes.set(`${layer.name}.bias`, outputs);
    }
  }
  shapes.set(`${architecture.classifier}.weight`, [classes, headWidthOf(architecture)]);
  shapes.set(`${architecture.classifier}.bias`, [classes]);
  return shapes;
}
