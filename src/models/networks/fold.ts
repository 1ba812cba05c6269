import { AppError } from '../../core/app-error.ts';
import type { Architecture } from './layers.ts';
import { convolutionsOf, type PlacedConvolution } from './shapes.ts';

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

/** A convolution with its batch norm folded in; `kernel` is `[height, width, in, out]`. */
export interface FoldedConvolution {
  readonly kernel: Float32Array;
  readonly bias: Float32Array;
  readonly shape: readonly [number, number, number, number];
}

const BATCH_NORM_EPSILON = 1e-3;

function need(source: VariableSource, name: string, shape: readonly number[]): Float32Array {
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

function foldOne(source: VariableSource, placed: PlacedConvolution): FoldedConvolution {
  const { convolution, inputs } = placed;
  const { filters, name } = convolution;
  const [height, width] = convolution.size;
  const weight = need(source, `${name}.conv.weight`, [filters, inputs, height, width]);
  const gamma = source(`${name}.bn.weight`) && need(source, `${name}.bn.weight`, [filters]);
  const beta = need(source, `${name}.bn.bias`, [filters]);
  const mean = need(source, `${name}.bn.running_mean`, [filters]);
  const variance = need(source, `${name}.bn.running_var`, [filters]);
  const kernel = new Float32Array(weight.length);
  const bias = new Float32Array(filters);
  const taps = height * width;
  for (let o = 0; o < filters; o++) {
    const scale = (gamma?.[o] ?? 1) / Math.sqrt((variance[o] ?? 0) + BATCH_NORM_EPSILON);
    bias[o] = (beta[o] ?? 0) - (mean[o] ?? 0) * scale;
    for (let i = 0; i < inputs; i++) {
      const from = (o * inputs + i) * taps;
      for (let t = 0; t < taps; t++) {
        kernel[(t * inputs + i) * filters + o] = (weight[from + t] ?? 0) * scale;
      }
    }
  }
  return { kernel, bias, shape: [height, width, inputs, filters] };
}

/** Exact only without padding: zeros at a padded border would have to be the shift instead. */
function foldGrey(first: FoldedConvolution, grey: GreyPreprocessing): FoldedConvolution {
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
 * All convolutions of a network ready for inference, by timm's name. With a grey input form the first one
 * takes one channel of raw grey levels and holds the preprocessing too, exactly.
 * @throws {AppError} `bad-checkpoint` when a variable is missing or has the wrong shape.
 */
export function foldConvolutions(
  architecture: Architecture,
  source: VariableSource,
  input: InputForm,
): ReadonlyMap<string, FoldedConvolution> {
  const folded = new Map<string, FoldedConvolution>();
  for (const placed of convolutionsOf(architecture)) {
    const { name, padding } = placed.convolution;
    const plain = foldOne(source, placed);
    const isFirst = folded.size === 0;
    if (isFirst && input !== 'prepared-colour' && padding !== 'valid') {
      throw new RangeError(`${name} is padded, so that grey preprocessing can't be folded into it`);
    }
    folded.set(name, isFirst && input !== 'prepared-colour' ? foldGrey(plain, input) : plain);
  }
  return folded;
}
