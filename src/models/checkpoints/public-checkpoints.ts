import { INCEPTION_RESNET_V2 } from '../networks/inception-resnet-v2.ts';
import { INCEPTION_V3 } from '../networks/inception-v3.ts';
import { INCEPTION_V4 } from '../networks/inception-v4.ts';
import type { AveragePoolRule } from '../networks/layers.ts';

/** A published checkpoint, where it lies and how it was trained. */
export interface PublicCheckpoint {
  readonly id: string;
  readonly title: string;
  readonly url: string;
  /** A short text that names the file's SHA-256, if the site answers it. */
  readonly pointerUrl: string;
  /** About; the site says it to the byte. */
  readonly bytes: number;
  readonly licence: string;
  readonly network: string;
  readonly averagePool: AveragePoolRule;
  readonly provenance: string;
}

function timm(
  id: string,
  rest: Pick<PublicCheckpoint, 'title' | 'bytes' | 'network' | 'averagePool' | 'provenance'>,
): PublicCheckpoint {
  const repository = `https://huggingface.co/timm/${id}`;
  return {
    id,
    url: `${repository}/resolve/main/model.safetensors`,
    pointerUrl: `${repository}/raw/main/model.safetensors`,
    licence: 'Apache-2.0',
    ...rest,
  };
}

/** The networks of the paper as timm publishes them, trained on ImageNet-1k. */
export const PUBLIC_CHECKPOINTS: readonly PublicCheckpoint[] = [
  timm('inception_v3.tv_in1k', {
    title: 'Inception-v3, ImageNet (torchvision)',
    bytes: 95.5e6,
    network: INCEPTION_V3.id,
    averagePool: 'include',
    provenance: 'timm/inception_v3.tv_in1k of Hugging Face: torchvision’s weights for ImageNet-1k.',
  }),
  timm('inception_v3.tf_in1k', {
    title: 'Inception-v3, ImageNet (TensorFlow)',
    bytes: 95.5e6,
    network: INCEPTION_V3.id,
    averagePool: 'exclude',
    provenance:
      'timm/inception_v3.tf_in1k of Hugging Face: TensorFlow-slim’s weights for ImageNet-1k, run with the average pools they were trained with.',
  }),
  timm('inception_v4.tf_in1k', {
    title: 'Inception-v4, ImageNet (TensorFlow)',
    bytes: 171e6,
    network: INCEPTION_V4.id,
    averagePool: 'exclude',
    provenance:
      'timm/inception_v4.tf_in1k of Hugging Face: TensorFlow-slim’s weights for ImageNet-1k.',
  }),
  timm('inception_resnet_v2.tf_in1k', {
    title: 'Inception-ResNet-v2, ImageNet (TensorFlow)',
    bytes: 224e6,
    network: INCEPTION_RESNET_V2.id,
    averagePool: 'exclude',
    provenance:
      'timm/inception_resnet_v2.tf_in1k of Hugging Face: TensorFlow-slim’s weights for ImageNet-1k.',
  }),
];
