import { averagePool, branches, chain, maxPool, pointwise, same, single, valid } from './blocks.ts';
import type { Architecture, Layer } from './layers.ts';

const inceptionA = (at: string, pool: number): Layer =>
  branches(
    pointwise(`${at}.branch1x1`, 64),
    chain(pointwise(`${at}.branch5x5_1`, 48), same(`${at}.branch5x5_2`, 64, [5, 5])),
    chain(
      pointwise(`${at}.branch3x3dbl_1`, 64),
      same(`${at}.branch3x3dbl_2`, 96, [3, 3]),
      same(`${at}.branch3x3dbl_3`, 96, [3, 3]),
    ),
    chain(averagePool, pointwise(`${at}.branch_pool`, pool)),
  );

const reductionB = (at: string): Layer =>
  branches(
    valid(`${at}.branch3x3`, 384, [3, 3], 2),
    chain(
      pointwise(`${at}.branch3x3dbl_1`, 64),
      same(`${at}.branch3x3dbl_2`, 96, [3, 3]),
      valid(`${at}.branch3x3dbl_3`, 96, [3, 3], 2),
    ),
    maxPool,
  );

const inceptionC = (at: string, inner: number): Layer =>
  branches(
    pointwise(`${at}.branch1x1`, 192),
    chain(
      pointwise(`${at}.branch7x7_1`, inner),
      same(`${at}.branch7x7_2`, inner, [1, 7]),
      same(`${at}.branch7x7_3`, 192, [7, 1]),
    ),
    chain(
      pointwise(`${at}.branch7x7dbl_1`, inner),
      same(`${at}.branch7x7dbl_2`, inner, [7, 1]),
      same(`${at}.branch7x7dbl_3`, inner, [1, 7]),
      same(`${at}.branch7x7dbl_4`, inner, [7, 1]),
      same(`${at}.branch7x7dbl_5`, 192, [1, 7]),
    ),
    chain(averagePool, pointwise(`${at}.branch_pool`, 192)),
  );

const reductionD = (at: string): Layer =>
  branches(
    chain(pointwise(`${at}.branch3x3_1`, 192), valid(`${at}.branch3x3_2`, 320, [3, 3], 2)),
    chain(
      pointwise(`${at}.branch7x7x3_1`, 192),
      same(`${at}.branch7x7x3_2`, 192, [1, 7]),
      same(`${at}.branch7x7x3_3`, 192, [7, 1]),
      valid(`${at}.branch7x7x3_4`, 192, [3, 3], 2),
    ),
    maxPool,
  );

const inceptionE = (at: string): Layer =>
  branches(
    pointwise(`${at}.branch1x1`, 320),
    chain(
      pointwise(`${at}.branch3x3_1`, 384),
      branches(same(`${at}.branch3x3_2a`, 384, [1, 3]), same(`${at}.branch3x3_2b`, 384, [3, 1])),
    ),
    chain(
      pointwise(`${at}.branch3x3dbl_1`, 448),
      same(`${at}.branch3x3dbl_2`, 384, [3, 3]),
      branches(
        same(`${at}.branch3x3dbl_3a`, 384, [1, 3]),
        same(`${at}.branch3x3dbl_3b`, 384, [3, 1]),
      ),
    ),
    chain(averagePool, pointwise(`${at}.branch_pool`, 192)),
  );

/** Szegedy et al. 2015, "Rethinking the Inception Architecture", table 1, as in timm and Keras; no auxiliary head. */
export const INCEPTION_V3: Architecture = {
  id: 'inception_v3',
  inputSide: 299,
  smallestSide: 75,
  blocks: [
    single(valid('Conv2d_1a_3x3', 32, [3, 3], 2)),
    single(valid('Conv2d_2a_3x3', 32, [3, 3])),
    single(same('Conv2d_2b_3x3', 64, [3, 3])),
    { name: 'Pool1', layer: maxPool },
    single(pointwise('Conv2d_3b_1x1', 80)),
    single(valid('Conv2d_4a_3x3', 192, [3, 3])),
    { name: 'Pool2', layer: maxPool },
    { name: 'Mixed_5b', alias: 'mixed0', layer: inceptionA('Mixed_5b', 32) },
    { name: 'Mixed_5c', alias: 'mixed1', layer: inceptionA('Mixed_5c', 64) },
    { name: 'Mixed_5d', alias: 'mixed2', layer: inceptionA('Mixed_5d', 64) },
    { name: 'Mixed_6a', alias: 'mixed3', layer: reductionB('Mixed_6a') },
    { name: 'Mixed_6b', alias: 'mixed4', layer: inceptionC('Mixed_6b', 128) },
    { name: 'Mixed_6c', alias: 'mixed5', layer: inceptionC('Mixed_6c', 160) },
    { name: 'Mixed_6d', alias: 'mixed6', layer: inceptionC('Mixed_6d', 160) },
    { name: 'Mixed_6e', alias: 'mixed7', layer: inceptionC('Mixed_6e', 192) },
    { name: 'Mixed_7a', alias: 'mixed8', layer: reductionD('Mixed_7a') },
    { name: 'Mixed_7b', alias: 'mixed9', layer: inceptionE('Mixed_7b') },
    { name: 'Mixed_7c', alias: 'mixed10', layer: inceptionE('Mixed_7c') },
  ],
  classifier: 'fc',
  headDropout: 0.2,
};
