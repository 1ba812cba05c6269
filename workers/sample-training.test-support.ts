import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { transfer } from 'comlink';
import { unpackCheckpoint } from '../build/unpack-checkpoint.ts';
import type { Plate } from '../src/core/dataset/picture.ts';
import { splitDataset } from '../src/core/dataset/split.ts';
import type { ModelBase, NamedVariables } from '../src/core/network/model.ts';
import { SAMPLE_CATEGORIES } from '../src/core/sample/sample-categories.ts';
import { makeSamplePicture } from '../src/core/sample/sample-picture.ts';
import { planSample } from '../src/core/sample/sample-plan.ts';
import { bestEpochOf } from '../src/core/training/early-stop.ts';
import type { TrainingSettings } from '../src/core/training/training-settings.ts';
import { bundledInceptionV3 } from '../src/models/checkpoints/bundled.ts';
import { INCEPTION_V3 } from '../src/models/networks/inception-v3.ts';
import { createJob } from '../src/protocol/job.ts';
import type { NetworkApi } from '../src/protocol/network.ts';
import { type EpochResult, serveFeed } from '../src/protocol/training.ts';
import { createNetworkApi } from './network.ts';

const SIZE = { width: 256, height: 192 };
const SEED = 1;

/** The sample set's picture without its stripe, as small as its plate. */
function plateOf(index: number): Plate {
  const { category, feature: planned, width, height } = planSample(index, SEED);
  const feature = (planned * SIZE.height) / Math.min(width, height);
  const levels = makeSamplePicture({ category, ...SIZE, feature, index, seed: SEED });
  return { data: Uint8Array.from(levels, (level) => Math.round(level * 255)), ...SIZE };
}

/** Pictures of the sample set in all ten categories, split as a project splits them. */
export async function sampleTask(count: number, shares: { validation: number; test: number }) {
  const plates = Array.from({ length: count }, (_, index) => plateOf(index));
  const labels = Int32Array.from(plates.keys(), (i) => i % SAMPLE_CATEGORIES.length);
  const groupOf = Int32Array.from(plates.keys());
  const { parts } = await splitDataset({ labels, groupOf, ...shares, seed: SEED });
  return {
    labels,
    parts,
    copies: (places: Iterable<number>) =>
      Array.from(places, (place) => ({ ...SIZE, data: (plates[place] as Plate).data.slice() })),
  };
}

function bundled() {
  const bytes = unpackCheckpoint(resolve('node_modules/nsfwjs/dist/models/inception_v3'));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return bundledInceptionV3({ url: '', sha256 }, async () => Uint8Array.from(bytes).buffer);
}

export const CHECKPOINT = bundled();

export const quietJob = () => createJob(new AbortController().signal);

/** The network worker without a thread of its own, on WASM, with the bundled checkpoint. */
export function networkInNode(): NetworkApi {
  const backend = { name: 'wasm', threads: 1, reason: 'a test' } as const;
  return createNetworkApi({
    start: async () => ({ backend }),
    catalogue: [CHECKPOINT],
    architectures: [INCEPTION_V3],
  });
}

interface SampleRun {
  readonly settings: TrainingSettings;
  readonly base: ModelBase;
  /** Of the run before, whose classifier is kept. */
  readonly variables?: NamedVariables;
  readonly features?: Awaited<ReturnType<NetworkApi['embed']>>;
}

/** Its best epoch. */
export async function trainOnSample(
  api: NetworkApi,
  { labels, parts, copies }: Awaited<ReturnType<typeof sampleTask>>,
  { settings, base, variables, features }: SampleRun,
): Promise<EpochResult> {
  const results: EpochResult[] = [];
  const { port, close } = serveFeed({
    plates: async (places) => copies(places),
    keep: async (result) => void results.push(result),
  });
  const task = {
    settings,
    base,
    variables: variables ?? {},
    isHeadFresh: variables === undefined,
    classes: SAMPLE_CATEGORIES.length,
    labels: labels.slice(),
    parts: parts.slice(),
    microBatch: settings.batchSize,
    features,
    resume: undefined,
  };
  const epochs = await api.trainNetwork(task, transfer(port, [port]), quietJob());
  close();
  const bestEpoch = bestEpochOf(epochs);
  return results.find(({ epoch }) => epoch.epoch === bestEpoch) as EpochResult;
}
