import type { Checkpoint } from '../src/core/network/checkpoint.ts';
import type { CatalogueEntry } from '../src/models/checkpoints/catalogue-entry.ts';
import { single, valid } from '../src/models/networks/blocks.ts';
import { InferenceNetwork } from '../src/models/networks/inference-network.ts';
import { initialVariables } from '../src/models/networks/initial-variables.ts';
import type { Architecture } from '../src/models/networks/layers.ts';
import { createJob } from '../src/protocol/job.ts';
import type { Services } from '../src/state/services.ts';
import { createNetworkApi } from './network.ts';

export const TINY: Architecture = {
  id: 'tiny',
  inputSide: 16,
  smallestSide: 7,
  blocks: [single(valid('stem', 6, [3, 3], 2)), single(valid('last', 8, [3, 3]))],
  classifier: 'fc',
};

const GREY = { scale: [1 / 255, 1 / 255, 1 / 255], shift: [0, 0, 0] } as const;

/** A checkpoint of the tiny network, with features of that many numbers at its end. */
export function tinyCheckpoint(channels: number): CatalogueEntry {
  const checkpoint: Checkpoint = {
    id: 'tiny-checkpoint',
    title: 'Tiny',
    network: 'tiny',
    sha256: '0'.repeat(64),
    provenance: 'Random numbers.',
    licence: 'MIT',
    inputSide: TINY.inputSide,
    endpoints: [{ name: 'pool', channels, gridSide: 1, recommended: true }],
  };
  const source = initialVariables(TINY, 1, 1);
  const options = { averagePool: 'exclude', input: GREY } as const;
  return {
    checkpoint,
    smallestSide: TINY.smallestSide,
    open: async () => ({ architecture: TINY, source, ...options }),
    load: async () => new InferenceNetwork(TINY, source, options),
  };
}

const onWasm = { backend: { name: 'wasm', threads: 1, reason: 'a test' } } as const;

/** The real network behind the main thread's interface, without a worker between. */
export function realNetwork(
  catalogue: readonly CatalogueEntry[] = [],
): Partial<Services['network']> {
  const api = createNetworkApi({ start: async () => onWasm, catalogue, architectures: [TINY] });
  const jobOf = ({ signal, onProgress }: Parameters<Services['network']['checkpoints']>[0]) =>
    createJob(signal, onProgress);
  return {
    boot: (wanted, options) => api.boot(wanted, jobOf(options)),
    trainNetwork: (task, feed, options) => api.trainNetwork(task, feed, jobOf(options)),
    predictRun: (task, feed, options) => api.predictRun(task, feed, jobOf(options)),
    holdModel: (model, options) => api.holdModel(model, jobOf(options)),
    classify: (plates, input, options) => api.classify(plates, input, jobOf(options)),
    explain: (plate, input, label, options) => api.explain(plate, input, label, jobOf(options)),
  };
}
