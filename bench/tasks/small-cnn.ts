import { maxPool, same } from '../../src/models/networks/blocks.ts';
import type { Architecture, Block } from '../../src/models/networks/layers.ts';

const block = (name: string, filters: number): Block => ({
  name,
  layer: { kind: 'chain', layers: [same(name, filters, [3, 3]), maxPool] },
});

/** What one trains first: four convolutions, about 100,000 variables. */
export const SMALL_CNN: Architecture = {
  id: 'small_cnn',
  inputSide: 64,
  smallestSide: 31,
  blocks: [block('conv1', 16), block('conv2', 32), block('conv3', 64), block('conv4', 128)],
  classifier: 'fc',
};
