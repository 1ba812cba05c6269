import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import * as tf from '@tensorflow/tfjs-core';
import { filterGradient } from './filter-gradient.ts';
import type { Geometry } from './geometry.ts';
import { inputGradient } from './input-gradient.ts';

const BACKEND = 'wasm';

type Shape = [number, number, number, number];
type Attributes = Omit<tf.Conv2DBackpropInputAttrs, 'inputShape'>;

function geometryOf(input: Shape, kernel: Shape, attributes: Attributes): Geometry {
  const { dataFormat, dimRoundingMode, pad, strides } = attributes;
  if (dataFormat === 'NCHW') throw new RangeError('channels come last here');
  return tf.backend_util.computeConv2DInfo(input, kernel, strides, 1, pad, dimRoundingMode);
}

function tensorOf(info: tf.TensorInfo | undefined): tf.Tensor4D {
  if (!info) throw new RangeError('an input is missing');
  return (
    info instanceof tf.Tensor ? info : tf.engine().makeTensorFromTensorInfo(info)
  ) as tf.Tensor4D;
}

const filterKernel: tf.KernelFunc = ({ inputs, attrs }) =>
  tf.tidy(() => {
    const attributes = attrs as unknown as tf.Conv2DBackpropFilterAttrs;
    const x = tensorOf(inputs.x);
    const geometry = geometryOf(x.shape, attributes.filterShape, attributes);
    return filterGradient(x, tensorOf(inputs.dy), geometry);
  });

const inputKernel: tf.KernelFunc = ({ inputs, attrs }) =>
  tf.tidy(() => {
    const attributes = attrs as unknown as tf.Conv2DBackpropInputAttrs;
    const kernel = tensorOf(inputs.filter);
    const geometry = geometryOf(attributes.inputShape, kernel.shape, attributes);
    return inputGradient(tensorOf(inputs.dy), kernel, geometry);
  });

function register(kernelName: string, kernelFunc: tf.KernelFunc): void {
  const known = tf.getKernel(kernelName, BACKEND);
  if (known?.kernelFunc === kernelFunc) return;
  if (known) tf.unregisterKernel(kernelName, BACKEND);
  tf.registerKernel({ kernelName, backendName: BACKEND, kernelFunc });
}

/**
 * Gives the WASM backend the gradients of convolutions that training needs: it has none for the kernel, and a slow
 * one for the input. To be called after the backend was imported, which brings its own; again does no harm.
 */
export function registerWasmGradients(): void {
  register(tf.Conv2DBackpropFilter, filterKernel);
  register(tf.Conv2DBackpropInput, inputKernel);
}
