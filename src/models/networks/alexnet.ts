import { adaptivePool, dense, dropout, maxPool, plain, relu, single } from './blocks.ts';
import type { Architecture } from './layers.ts';

/**
 * Krizhevsky 2014, "One weird trick for parallelizing convolutional neural networks", as in torchvision: one
 * tower, no local response normalisation.
 */
export const ALEXNET: Architecture = {
  id: 'alexnet',
  inputSide: 224,
  smallestSide: 63,
  blocks: [
    single(plain('features.0', 64, { size: [11, 11], stride: 4, padding: 2 })),
    { name: 'features.1', layer: relu },
    { name: 'features.2', layer: maxPool },
    single(plain('features.3', 192, { size: [5, 5], padding: 'same' })),
    { name: 'features.4', layer: relu },
    { name: 'features.5', layer: maxPool },
    single(plain('features.6', 384, { size: [3, 3], padding: 'same' })),
    { name: 'features.7', layer: relu },
    single(plain('features.8', 256, { size: [3, 3], padding: 'same' })),
    { name: 'features.9', layer: relu },
    single(plain('features.10', 256, { size: [3, 3], padding: 'same' })),
    { name: 'features.11', layer: relu },
    { name: 'features.12', layer: maxPool },
    { name: 'avgpool', layer: adaptivePool(6) },
    { name: 'classifier.0', layer: dropout(0.5) },
    single(dense('classifier.1', 4096)),
    { name: 'classifier.2', layer: relu },
    { name: 'classifier.3', layer: dropout(0.5) },
    single(dense('classifier.4', 4096)),
    { name: 'classifier.5', layer: relu },
  ],
  classifier: 'classifier.6',
};
