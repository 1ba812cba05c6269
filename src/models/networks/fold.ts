import { AppError } from '../../core/app-error.ts';
import type { Architecture } from './layers.ts';
import { type PlacedLayer, weightedLayersOf, weightShapeOf } from './shapes.ts';
import { type KernelShape, toKernel } from './torch-layout.ts';

/** Numbers of one variable in torch's layout: convolutions `[out, in, height, width]`. */
export interface Variable {
  readonly data: Float32Array;
  readonly shape: readonly number[];
}

/** Gives a variable by timm's name; undefined where the checkpoint has none of that name. */
export type VariableSource = (name: string) => Variable | undefined;

/** What the network was trained to see: `x * scale + shift` of a grey level in `[0, 255]`, per colour. */
export interface GreyPreprocessing {
  readonly scale: readonly [number, number, number];
  readonly shift: readonly [number, number, number];
}

/** How pictures come in: three prepared channels, or one of raw grey levels. */
export type InputForm = 'prepared-colour' | GreyPreprocessing;

/** A convolution or dense layer with its batch norm, if any, folded in. */
export interface FoldedLayer {
  readonly kernel: Float32Array;
  readonly bias: Float32Array;
  readonly shape: KernelShape;
}

export const BATCH_NORM_EPSILON = 1e-3;

/**
 * A variable that must be there, in torch's layout.
 * @throws {AppError} `bad-checkpoint` when it is missing or has another shape.
 */
export function need(source: VariableSource, name: string, shape: readonly number[]): Float32Array {
  const found = source(name);
  if (found?.shape.join() !== shape.join()) {
    throw new AppError(
      'bad-checkpoint',
      found
        ? `The checkpoint's ${name} has the shape ${found.shape.join(' x ')} where ${shape.join(' x ')} is needed. Choose a checkpoint of this network.`
        : `The checkpoint lacks ${name}. Choose a checkpoint of this network.`,
    );
  }
  return found.data;
}

/** Shape of a layer's kernel on the backend; a dense layer is a convolution as large as its input. */
export function kernelShapeOf({ layer, input }: PlacedLayer): KernelShape {
  return layer.kind === 'dense'
    ? [input.side, input.side, input.channels, layer.outputs]
    : [...layer.size, input.channels, layer.filters];
}

function foldBatchNorm(source: VariableSource, placed: PlacedLayer): FoldedLayer {
  const { name } = placed.layer;
  const shape = kernelShapeOf(placed);
  const filters = shape[3];
  const weight = need(source, `${name}.conv.weight`, weightShapeOf(placed));
  const gamma = source(`${name}.bn.weight`) && need(source, `${name}.bn.weight`, [filters]);
  const beta = need(source, `${name}.bn.bias`, [filters]);
  const mean = need(source, `${name}.bn.running_mean`, [filters]);
  const variance = need(source, `${name}.bn.running_var`, [filters]);
  const kernel = toKernel(weight, shape);
  const bias = new Float32Array(filters);
  for (let o = 0; o < filters; o++) {
    const scale = (gamma?.[o] ?? 1) / Math.sqrt((variance[o] ?? 0) + BATCH_NORM_EPSILON);
    bias[o] = (beta[o] ?? 0) - (mean[o] ?? 0) * scale;
    for (let i = o; i < kernel.length; i += filters) kernel[i] = (kernel[i] ?? 0) * scale;
  }
  return { kernel, bias, shape };
}

function foldOne(source: VariableSource, placed: PlacedLayer): FoldedLayer {
  const { kind, name } = placed.layer;
  if (kind === 'convolution') return foldBatchNorm(source, placed);
  const shape = kernelShapeOf(placed);
  const weight = need(source, `${name}.weight`, weightShapeOf(placed));
  return {
    kernel: toKernel(weight, shape),
    bias: Float32Array.from(need(source, `${name}.bias`, [shape[3]])),
    shape,
  };
}

function foldGrey(first: FoldedLayer, grey: GreyPreprocessing): FoldedLayer {
  const [height, width, inputs, filters] = first.shape;
  const kernel = new Float32Array(height * width * filters);
  const bias = Float64Array.from(first.bias);
  for (let t = 0; t < height * width; t++) {
    for (let o = 0; o < filters; o++) {
      let sum = 0;
      for (let i = 0; i < inputs; i++) {
        const w = first.kernel[(t * inputs + i) * filters + o] ?? 0;
        sum += w * (grey.scale[i] ?? 0);
        bias[o] = (bias[o] ?? 0) + w * (grey.shift[i] ?? 0);
      }
      kernel[t * filters + o] = sum;
    }
  }
  return { kernel, bias: Float32Array.from(bias), shape: [height, width, 1, filters] };
}

/**
 * Whether the preprocessing of grey levels goes into the first convolution exactly. Behind padding it does only
 * without a shift: zeros at a padded border would have to be the shift instead.
 */
export function canFoldGrey(architecture: Architecture, grey: GreyPreprocessing): boolean {
  const first = weightedLayersOf(architecture)[0]?.layer;
  if (!first || first.kind === 'dense') return false;
  return first.padding === 'valid' || grey.shift.every((shift) => shift === 0);
}

/**
 * All layers with variables but the classifier ready for inference, by timm's name. With a grey input form that
 * `canFoldGrey` the first one takes one channel of raw grey levels and holds the preprocessing too.
 * @throws {AppError} `bad-checkpoint` when a variable is missing or has the wrong shape.
 */
export function foldLayers(
  architecture: Architecture,
  source: VariableSource,
  input: InputForm,
): ReadonlyMap<string, FoldedLayer> {
  const folded = new Map<string, FoldedLayer>();
  const grey = input !== 'prepared-colour' && canFoldGrey(architecture, input) ? input : undefined;
  for (const placed of weightedLayersOf(architecture)) {
    const plain = foldOne(source, placed);
    folded.set(placed.layer.name, grey && folded.size === 0 ? foldGrey(plain, grey) : plain);
  }
  return folded;
}
