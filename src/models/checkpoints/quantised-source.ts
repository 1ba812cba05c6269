import { AppError } from '../../core/app-error.ts';
import type { VariableSource } from '../networks/fold.ts';
import type { ByteScale, Safetensors } from './safetensors.ts';

/** The metadata key that holds the byte scales, as JSON by tensor name. */
export const BYTE_SCALES = 'byteScales';

function dequantise(bytes: Uint8Array, { min, scale }: ByteScale): Float32Array {
  const values = new Float32Array(bytes.length);
  for (let i = 0; i < bytes.length; i++) values[i] = min + scale * (bytes[i] ?? 0);
  return values;
}

/**
 * Variables of a file whose 8-bit tensors carry their scales in the metadata; each is dequantised when asked for.
 * @throws {AppError} `bad-checkpoint` when an 8-bit tensor has no scale.
 */
export function quantisedSource({ tensors, metadata }: Safetensors): VariableSource {
  const scales: Readonly<Record<string, ByteScale>> = JSON.parse(metadata[BYTE_SCALES] ?? '{}');
  return (name) => {
    const stored = tensors.get(name);
    if (!stored) return undefined;
    const { shape, values } = stored;
    if (values instanceof Float32Array) return { data: values, shape };
    const scale = scales[name];
    if (!scale) {
      throw new AppError('bad-checkpoint', `The checkpoint doesn't say how ${name} is quantised.`);
    }
    return { data: dequantise(values, scale), shape };
  };
}
