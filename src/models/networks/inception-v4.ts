import { averagePool, branches, chain, maxPool, pointwise, same, single, valid } from './blocks.ts';
import type { Architecture, Block, Layer } from './layers.ts';

const stem3 = (at: string): Layer => branches(maxPool, valid(`${at}.conv`, 96, [3, 3], 2));

const stem4 = (at: string): Layer =>
  branches(
    chain(pointwise(`${at}.branch0.0`, 64), valid(`${at}.branch0.1`, 96, [3, 3])),
    chain(
      pointwise(`${at}.branch1.0`, 64),
      same(`${at}.branch1.1`, 64, [1, 7]),
      same(`${at}.branch1.2`, 64, [7, 1]),
      valid(`${at}.branch1.3`, 96, [3, 3]),
    ),
  );

const stem5 = (at: string): Layer => branches(valid(`${at}.conv`, 192, [3, 3], 2), maxPool);

const inceptionA = (at: string): Layer =>
  branches(
    pointwise(`${at}.branch0`, 96),
    chain(pointwise(`${at}.branch1.0`, 64), same(`${at}.branch1.1`, 96, [3, 3])),
    chain(
      pointwise(`${at}.branch2.0`, 64),
      same(`${at}.branch2.1`, 96, [3, 3]),
      same(`${at}.branch2.2`, 96, [3, 3]),
    ),
    chain(averagePool, pointwise(`${at}.branch3.1`, 96)),
  );

const reductionA = (at: string): Layer =>
  branches(
    valid(`${at}.branch0`, 384, [3, 3], 2),
    chain(
      pointwise(`${at}.branch1.0`, 192),
      same(`${at}.branch1.1`, 224, [3, 3]),
      valid(`${at}.branch1.2`, 256, [3, 3], 2),
    ),
    maxPool,
  );

const inceptionB = (at: string): Layer =>
  branches(
    pointwise(`${at}.branch0`, 384),
    chain(
      pointwise(`${at}.branch1.0`, 192),
      same(`${at}.branch1.1`, 224, [1, 7]),
      same(`${at}.branch1.2`, 256, [7, 1]),
    ),
    chain(
      pointwise(`${at}.branch2.0`, 192),
      same(`${at}.branch2.1`, 192, [7, 1]),
      same(`${at}.branch2.2`, 224, [1, 7]),
      same(`${at}.branch2.3`, 224, [7, 1]),
      same(`${at}.branch2.4`, 256, [1, 7]),
    ),
    chain(averagePool, pointwise(`${at}.branch3.1`, 128)),
  );

const reductionB = (at: string): Layer =>
  branches(
    chain(pointwise(`${at}.branch0.0`, 192), valid(`${at}.branch0.1`, 192, [3, 3], 2)),
    chain(
      pointwise(`${at}.branch1.0`, 256),
      same(`${at}.branch1.1`, 256, [1, 7]),
      same(`${at}.branch1.2`, 320, [7, 1]),
      valid(`${at}.branch1.3`, 320, [3, 3], 2),
    ),
    maxPool,
  );

const inceptionC = (at: string): Layer =>
  branches(
    pointwise(`${at}.branch0`, 256),
    chain(
      pointwise(`${at}.branch1_0`, 384),
      branches(same(`${at}.branch1_1a`, 256, [1, 3]), same(`${at}.branch1_1b`, 256, [3, 1])),
    ),
    chain(
      pointwise(`${at}.branch2_0`, 384),
      same(`${at}.branch2_1`, 448, [3, 1]),
      same(`${at}.branch2_2`, 512, [1, 3]),
      branches(same(`${at}.branch2_3a`, 256, [1, 3]), same(`${at}.branch2_3b`, 256, [3, 1])),
    ),
    chain(averagePool, pointwise(`${at}.branch3.1`, 256)),
  );

const block = (name: string, build: (at: string) => Layer): Block => ({ name, layer: build(name) });

/** Szegedy et al. 2016, "Inception-v4, Inception-ResNet and the Impact of Residual Connections", figure 9, as in timm. */
export const INCEPTION_V4: Architecture = {
  id: 'inception_v4',
  inputSide: 299,
  smallestSide: 75,
  blocks: [
    single(valid('features.0', 32, [3, 3], 2)),
    single(valid('features.1', 32, [3, 3])),
    single(same('features.2', 64, [3, 3])),
    block('features.3', stem3),
    block('features.4', stem4),
    block('features.5', stem5),
    block('features.6', inceptionA),
    block('features.7', inceptionA),
    block('features.8', inceptionA),
    block('features.9', inceptionA),
    block('features.10', reductionA),
    block('features.11', inceptionB),
    block('features.12', inceptionB),
    block('features.13', inceptionB),
    block('features.14', inceptionB),
    block('features.15', inceptionB),
    block('features.16', inceptionB),
    block('features.17', inceptionB),
    block('features.18', reductionB),
    block('features.19', inceptionC),
    block('features.20', inceptionC),
    block('features.21', inceptionC),
  ],
  classifier: 'last_linear',
  headDropout: 0.2,
};
