import type { Architecture, Convolution, Layer } from './layers.ts';

/** Channels and side of a square grid of activations. */
export interface Grid {
  readonly channels: number;
  readonly side: number;
}

/** A convolution and the number of channels that come into it. */
export interface PlacedConvolution {
  readonly convolution: Convolution;
  readonly inputs: number;
}

type Visit = (placed: PlacedConvolution) => void;

const halved = (side: number, size: number, stride: number) =>
  Math.floor((side - size) / stride) + 1;

function through(layer: Layer, input: Grid, visit: Visit): Grid {
  switch (layer.kind) {
    case 'convolution': {
      visit({ convolution: layer, inputs: input.channels });
      const { filters, padding, size, stride } = layer;
      return {
        channels: filters,
        side: padding === 'same' ? input.side : halved(input.side, size[0], stride),
      };
    }
    case 'max-pool':
      return { channels: input.channels, side: halved(input.side, 3, 2) };
    case 'average-pool':
      return input;
    case 'chain':
      return layer.layers.reduce((grid, part) => through(part, grid, visit), input);
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

/** Every convolution in the order of the table, with its number of input channels for colour pictures. */
export function convolutionsOf(architecture: Architecture): readonly PlacedConvolution[] {
  const found: PlacedConvolution[] = [];
  let grid: Grid = { channels: 3, side: architecture.inputSide };
  for (const block of architecture.blocks) {
    grid = through(block.layer, grid, (placed) => found.push(placed));
  }
  return found;
}
