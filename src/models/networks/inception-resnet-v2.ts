import {
  averagePool,
  branches,
  chain,
  maxPool,
  plain,
  pointwise,
  relu,
  residual,
  same,
  single,
  valid,
} from './blocks.ts';
import type { Architecture, Block, Layer } from './layers.ts';

const inceptionA = (at: string): Layer =>
  branches(
    pointwise(`${at}.branch0`, 96),
    chain(pointwise(`${at}.branch1.0`, 48), same(`${at}.branch1.1`, 64, [5, 5])),
    chain(
      pointwise(`${at}.branch2.0`, 64),
      same(`${at}.branch2.1`, 96, [3, 3]),
      same(`${at}.branch2.2`, 96, [3, 3]),
    ),
    chain(averagePool, pointwise(`${at}.branch3.1`, 64)),
  );

const reductionA = (at: string): Layer =>
  branches(
    valid(`${at}.branch0`, 384, [3, 3], 2),
    chain(
      pointwise(`${at}.branch1.0`, 256),
      same(`${at}.branch1.1`, 256, [3, 3]),
      valid(`${at}.branch1.2`, 384, [3, 3], 2),
    ),
    maxPool,
  );

const reductionB = (at: string): Layer =>
  branches(
    chain(pointwise(`${at}.branch0.0`, 256), valid(`${at}.branch0.1`, 384, [3, 3], 2)),
    chain(pointwise(`${at}.branch1.0`, 256), valid(`${at}.branch1.1`, 288, [3, 3], 2)),
    chain(
      pointwise(`${at}.branch2.0`, 256),
      same(`${at}.branch2.1`, 288, [3, 3]),
      valid(`${at}.branch2.2`, 320, [3, 3], 2),
    ),
    maxPool,
  );

/** Back to as many channels as came in. */
const up = (at: string, channels: number): Layer =>
  plain(`${at}.conv2d`, channels, { size: [1, 1], padding: 'valid' });

const residual35 = (at: string): Layer =>
  residual(
    0.17,
    branches(
      pointwise(`${at}.branch0`, 32),
      chain(pointwise(`${at}.branch1.0`, 32), same(`${at}.branch1.1`, 32, [3, 3])),
      chain(
        pointwise(`${at}.branch2.0`, 32),
        same(`${at}.branch2.1`, 48, [3, 3]),
        same(`${at}.branch2.2`, 64, [3, 3]),
      ),
    ),
    up(at, 320),
  );

const residual17 = (at: string): Layer =>
  residual(
    0.1,
    branches(
      pointwise(`${at}.branch0`, 192),
      chain(
        pointwise(`${at}.branch1.0`, 128),
        same(`${at}.branch1.1`, 160, [1, 7]),
        same(`${at}.branch1.2`, 192, [7, 1]),
      ),
    ),
    up(at, 1088),
  );

const residual8 = (at: string, scale: number): Layer =>
  residual(
    scale,
    branches(
      pointwise(`${at}.branch0`, 192),
      chain(
        pointwise(`${at}.branch1.0`, 192),
        same(`${at}.branch1.1`, 224, [1, 3]),
        same(`${at}.branch1.2`, 256, [3, 1]),
      ),
    ),
    up(at, 2080),
  );

const repeat = (at: string, times: number, build: (at: string) => Layer): readonly Block[] =>
  Array.from({ length: times }, (_, i) => {
    const name = `${at}.${i}`;
    return { name, layer: chain(build(name), relu) };
  });

/** Szegedy et al. 2016, "Inception-v4, Inception-ResNet and the Impact of Residual Connections", figure 15, as in timm. */
export const INCEPTION_RESNET_V2: Architecture = {
  id: 'inception_resnet_v2',
  inputSide: 299,
  smallestSide: 75,
  blocks: [
    single(valid('conv2d_1a', 32, [3, 3], 2)),
    single(valid('conv2d_2a', 32, [3, 3])),
    single(same('conv2d_2b', 64, [3, 3])),
    { name: 'maxpool_3a', layer: maxPool },
    single(pointwise('conv2d_3b', 80)),
    single(valid('conv2d_4a', 192, [3, 3])),
    { name: 'maxpool_5a', layer: maxPool },
    { name: 'mixed_5b', layer: inceptionA('mixed_5b') },
    ...repeat('repeat', 10, residual35),
    { name: 'mixed_6a', layer: reductionA('mixed_6a') },
    ...repeat('repeat_1', 20, residual17),
    { name: 'mixed_7a', layer: reductionB('mixed_7a') },
    ...repeat('repeat_2', 9, (at) => residual8(at, 0.2)),
    { name: 'block8', layer: residual8('block8', 1) },
    single(pointwise('conv2d_7b', 1536)),
  ],
  classifier: 'classif',
  headDropout: 0.2,
};
