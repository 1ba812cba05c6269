import * as tf from '@tensorflow/tfjs-core';
import type { Matrix } from '../src/core/arrays/matrix.ts';
import type { Plate } from '../src/core/dataset/picture.ts';
import type { LoopHooks } from '../src/core/loop-hooks.ts';
import type { OpenCheckpoint } from '../src/models/checkpoints/catalogue-entry.ts';
import { embedPlates } from '../src/models/features/embed-plates.ts';
import { writeInput } from '../src/models/features/network-input.ts';
import { InferenceNetwork } from '../src/models/networks/inference-network.ts';
import { LOGITS } from '../src/models/networks/run-blocks.ts';
import { explainClass } from '../src/models/training/explain-class.ts';
import type { ModelInput } from '../src/protocol/network.ts';

/** A trained network, put on the current backend when it is first used. */
export class HeldModel {
  readonly #opened: OpenCheckpoint;
  readonly #classes: number;
  #network: InferenceNetwork | undefined;

  constructor(opened: OpenCheckpoint, classes: number) {
    this.#opened = opened;
    this.#classes = classes;
  }

  classify(
    plates: readonly Plate[],
    { inputSide, fit, ...options }: ModelInput & LoopHooks & { readonly batchSize: number },
  ): Promise<Matrix> {
    this.#network ??= this.#build();
    const input = { side: inputSide, fit, endpoint: LOGITS, channels: this.#classes };
    return embedPlates(this.#network, plates, { ...input, ...options });
  }

  async explain(
    plate: Plate,
    { inputSide: side, fit }: ModelInput,
    label: number,
  ): Promise<Matrix> {
    const values = new Float32Array(side ** 2);
    writeInput(plate, { side, fit }, values);
    const picture = tf.tensor4d(values, [1, side, side, 1]);
    try {
      return await explainClass(this.#opened, picture, { label, classes: this.#classes });
    } finally {
      picture.dispose();
    }
  }

  /** Takes it off the backend; it can be used again. */
  release(): void {
    this.#network?.dispose();
    this.#network = undefined;
  }

  #build(): InferenceNetwork {
    const { architecture, source, averagePool, input } = this.#opened;
    return new InferenceNetwork(architecture, source, { averagePool, input });
  }
}
