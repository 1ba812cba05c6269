/** `[height, width, in, out]` of a convolution's kernel as the backend takes it. */
export type KernelShape = readonly [number, number, number, number];

/** Torch's `[out, in, height, width]` as `[height, width, in, out]`; a dense layer of a grid lies the same way. */
export function toKernel(torch: Float32Array, shape: KernelShape): Float32Array {
  const [height, width, inputs, outputs] = shape;
  const taps = height * width;
  const kernel = new Float32Array(torch.length);
  let from = 0;
  for (let o = 0; o < outputs; o++) {
    for (let i = 0; i < inputs; i++) {
      for (let t = 0; t < taps; t++) kernel[(t * inputs + i) * outputs + o] = torch[from++] ?? 0;
    }
  }
  return kernel;
}

/** The way back from `toKernel`. */
export function fromKernel(kernel: Float32Array, shape: KernelShape): Float32Array {
  const [height, width, inputs, outputs] = shape;
  const taps = height * width;
  const torch = new Float32Array(kernel.length);
  let to = 0;
  for (let o = 0; o < outputs; o++) {
    for (let i = 0; i < inputs; i++) {
      for (let t = 0; t < taps; t++) torch[to++] = kernel[(t * inputs + i) * outputs + o] ?? 0;
    }
  }
  return torch;
}
