import * as tf from '@tensorflow/tfjs-core';
import { AppError } from '../../core/app-error.ts';
import type { HeldTile, TileProducts } from '../../core/neighbours/tile-products.ts';
import type { Backend, BackendName } from '../../core/network/backend.ts';
import { type BackendDeps, startBackend } from '../backends/start-backend.ts';

/** A thread of WASM makes some twenty million a millisecond; reading back what a graphics card made takes longer. */
const MOST_AT_ONCE_A_THREAD = 2 ** 28;
const MOST_AT_ONCE_ON_GRAPHICS = 2 ** 32;

export interface StartedProducts {
  readonly products: TileProducts;
  /** Settles when the graphics device is gone; other backends can't be lost. */
  readonly lost?: Promise<unknown>;
}

/**
 * Products of tiles on the wanted backend, which is made TensorFlow.js's current one.
 *
 * @throws {AppError} `no-backend` where nothing starts that is faster than plain JavaScript.
 */
export async function startTileProducts(
  wanted: BackendName | 'auto',
  deps: BackendDeps,
): Promise<StartedProducts> {
  const { backend, lost } = await startBackend(wanted, deps);
  if (backend.name === 'cpu') {
    throw new AppError('no-backend', `${backend.reason} Use another browser for faster ones.`);
  }
  const gone = lost?.then(() => {
    throw new AppError('device-lost', 'The graphics device was lost.');
  });
  gone?.catch(() => {});
  const products = {
    by: wordsFor(backend),
    most:
      backend.name === 'webgpu'
        ? MOST_AT_ONCE_ON_GRAPHICS
        : backend.threads * MOST_AT_ONCE_A_THREAD,
    hold: (tile: Float32Array, cols: number) => holdTile(tile, cols, gone),
  };
  return { products, ...(lost && { lost }) };
}

function wordsFor({ name, threads }: Backend): string {
  if (name === 'webgpu') return 'on WebGPU';
  return `on WebAssembly, ${threads} ${threads === 1 ? 'thread' : 'threads'}`;
}

/** The tile lies with its points as columns: the WASM backend multiplies by a transposed matrix ten times slower. */
function holdTile(values: Float32Array, cols: number, gone?: Promise<never>): HeldTile {
  const tile = tf.tensor2d(values, [cols, values.length / cols]);
  return {
    times: async (strip, width) => {
      const product = tf.tidy(() =>
        tf.matMul<tf.Tensor2D>(tf.tensor2d(strip, [strip.length / width, width]), tile),
      );
      try {
        const read = product.data<'float32'>();
        return await (gone ? Promise.race([read, gone]) : read);
      } finally {
        product.dispose();
      }
    },
    release: () => tile.dispose(),
  };
}
