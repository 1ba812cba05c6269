import { ALEXNET } from '../networks/alexnet.ts';
import type { GreyPreprocessing } from '../networks/fold.ts';
import { INCEPTION_RESNET_V2 } from '../networks/inception-resnet-v2.ts';
import { INCEPTION_V3 } from '../networks/inception-v3.ts';
import { INCEPTION_V4 } from '../networks/inception-v4.ts';
import type { Architecture } from '../networks/layers.ts';

/** A network whose checkpoints can be read. */
export interface KnownNetwork {
  readonly architecture: Architecture;
  /** As the paper writes it. */
  readonly title: string;
  /** What its checkpoints are usually trained to see. */
  readonly input: GreyPreprocessing;
  /** Middle blocks, whose features tell textures of microscopes best. */
  readonly recommended: readonly string[];
}

/** `x / 127.5 - 1`. */
const MINUS_ONE_TO_ONE: GreyPreprocessing = {
  scale: [1 / 127.5, 1 / 127.5, 1 / 127.5],
  shift: [-1, -1, -1],
};

const MEAN = [0.485, 0.456, 0.406] as const;
const DEVIATION = [0.229, 0.224, 0.225] as const;

/** `(x / 255 - mean) / deviation` with ImageNet's means and deviations. */
export const IMAGENET_STATISTICS: GreyPreprocessing = {
  scale: [1 / 255 / DEVIATION[0], 1 / 255 / DEVIATION[1], 1 / 255 / DEVIATION[2]],
  shift: [-MEAN[0] / DEVIATION[0], -MEAN[1] / DEVIATION[1], -MEAN[2] / DEVIATION[2]],
};

export const KNOWN_NETWORKS: readonly KnownNetwork[] = [
  {
    architecture: INCEPTION_V3,
    title: 'Inception-v3',
    input: MINUS_ONE_TO_ONE,
    recommended: ['mixed2', 'mixed3', 'mixed4', 'mixed5', 'mixed6', 'mixed7'],
  },
  {
    architecture: INCEPTION_V4,
    title: 'Inception-v4',
    input: MINUS_ONE_TO_ONE,
    recommended: ['features.10', 'features.12', 'features.14', 'features.15', 'features.17'],
  },
  {
    architecture: INCEPTION_RESNET_V2,
    title: 'Inception-ResNet-v2',
    input: MINUS_ONE_TO_ONE,
    recommended: ['mixed_6a', 'repeat_1.4', 'repeat_1.9', 'repeat_1.14', 'repeat_1.19'],
  },
  {
    architecture: ALEXNET,
    title: 'AlexNet',
    input: IMAGENET_STATISTICS,
    recommended: ['features.7', 'features.9', 'features.12'],
  },
];

/** @throws {RangeError} when no network has this id. */
export function knownNetwork(id: string): KnownNetwork {
  const found = KNOWN_NETWORKS.find(({ architecture }) => architecture.id === id);
  if (!found) throw new RangeError(`no network is called ${id}`);
  return found;
}
