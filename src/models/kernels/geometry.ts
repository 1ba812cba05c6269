import type { backend_util } from '@tensorflow/tfjs-core';

/** Shapes, strides and padding of a convolution, as TensorFlow.js resolves them. */
export type Geometry = backend_util.Conv2DInfo;

/** Whether the convolution is a matrix product over pixels. */
export function isPointwise(g: Geometry): boolean {
  return (
    g.filterHeight * g.filterWidth * g.strideHeight * g.strideWidth === 1 &&
    g.outHeight === g.inHeight &&
    g.outWidth === g.inWidth
  );
}

/** Whether the kernel is as large as the picture: a dense layer. */
export function isDense(g: Geometry): boolean {
  return (
    g.filterHeight === g.inHeight &&
    g.filterWidth === g.inWidth &&
    g.outHeight * g.outWidth === 1 &&
    g.padInfo.top === 0 &&
    g.padInfo.left === 0
  );
}
