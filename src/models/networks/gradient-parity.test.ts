import '@tensorflow/tfjs-backend-wasm';
import { beforeAll, test } from 'vitest';
import { useWasmInNode } from '../backends/wasm-in-node.test-support.ts';
import { ALEXNET } from './alexnet.ts';
import { expectTraining, type TrainingReference } from './gradient-parity.test-support.ts';
import { INCEPTION_RESNET_V2 } from './inception-resnet-v2.ts';
import { INCEPTION_V3 } from './inception-v3.ts';

const references = import.meta.glob<TrainingReference>('./reference/train-*.json', {
  import: 'default',
  eager: true,
});

beforeAll(useWasmInNode);

test.each([
  { architecture: INCEPTION_V3, file: 'train-inception-v3', rule: 'include' },
  { architecture: INCEPTION_RESNET_V2, file: 'train-inception-resnet-v2', rule: 'exclude' },
  { architecture: ALEXNET, file: 'train-alexnet', rule: 'exclude' },
] as const)('$file', async ({ architecture, file, rule }) => {
  await expectTraining(architecture, references[`./reference/${file}.json`], rule);
});
