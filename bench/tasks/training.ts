import * as tf from '@tensorflow/tfjs-core';
import { startBackend } from '../../src/models/backends/start-backend.ts';
import { WASM_BINARIES } from '../../src/models/backends/wasm-binaries.ts';
import { KNOWN_NETWORKS } from '../../src/models/checkpoints/known-networks.ts';
import { InferenceNetwork } from '../../src/models/networks/inference-network.ts';
import { initialVariables } from '../../src/models/networks/initial-variables.ts';
import type { Architecture } from '../../src/models/networks/layers.ts';
import { TrainableNetwork } from '../../src/models/networks/trainable-network.ts';
import { crossEntropy } from '../../src/models/training/loss.ts';
import { Optimiser } from '../../src/models/training/optimiser.ts';
import { serveTask } from './serve-task.ts';
import { SMALL_CNN } from './small-cnn.ts';

interface Preparation {
  readonly backend: 'wasm' | 'cpu';
  readonly threads: number;
  readonly network: string;
  readonly side: number;
  readonly batch: number;
}

const CLASSES = 10;
const SEED = 1;
const RATE = 1e-3;

let architecture: Architecture;
let network: TrainableNetwork;
let optimiser: Optimiser;
let folded: InferenceNetwork;
let pictures: tf.Tensor4D;

function architectureOf(id: string): Architecture {
  const all = [SMALL_CNN, ...KNOWN_NETWORKS.map((known) => known.architecture)];
  const found = all.find((one) => one.id === id);
  if (!found) throw new RangeError(`no network ${id}`);
  return found;
}

const optionsOf = { averagePool: 'exclude', input: 'prepared-colour' } as const;

/** Loss before the step. */
function step(): tf.Scalar {
  const [batch] = pictures.shape;
  const labels = Int32Array.from({ length: batch }, (_, i) => i % CLASSES);
  const weights = new Float32Array(CLASSES).fill(1);
  const { loss, logits, gradients } = network.gradients(pictures, {
    seed: SEED,
    loss: (y) =>
      crossEntropy(y, { labels, classes: CLASSES, smoothing: 0, weights, divisor: batch }),
  });
  optimiser.step(gradients, RATE);
  tf.dispose([logits, ...gradients.values()]);
  return loss;
}

/** Training steps and inference of one network on one backend. */
serveTask({
  async prepare({ backend, threads, network: id, side, batch }: Preparation) {
    const started = await startBackend(backend, {
      wasmPaths: WASM_BINARIES,
      gpu: undefined,
      isCrossOriginIsolated: self.crossOriginIsolated,
      threads,
    });
    architecture = architectureOf(id);
    const source = initialVariables(architecture, CLASSES, SEED);
    network = new TrainableNetwork(architecture, source, { classes: CLASSES, ...optionsOf });
    optimiser = new Optimiser(
      { kind: 'sgd', learningRate: RATE, momentum: 0.9 },
      network.trainable,
    );
    pictures = tf.randomUniform([batch, side, side, 3], -1, 1, 'float32', SEED) as tf.Tensor4D;
    return { backend: started.backend.name, threads: started.backend.threads };
  },
  async step() {
    const loss = step();
    const [value] = await loss.data();
    loss.dispose();
    return value;
  },
  /** Most bytes in tensors at once during a step, the variables' and the optimiser's too. */
  async peak() {
    const { peakBytes } = await tf.profile(step);
    return peakBytes;
  },
  /** Puts the network for inference in the place of the one in training. */
  fold() {
    network.dispose();
    optimiser.dispose();
    folded = new InferenceNetwork(
      architecture,
      initialVariables(architecture, CLASSES, SEED),
      optionsOf,
    );
  },
  async infer() {
    const logits = folded.embed(pictures, 'logits');
    const values = await logits.data();
    logits.dispose();
    return values.every(Number.isFinite);
  },
});
