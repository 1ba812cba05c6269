import { AppError } from '../../core/app-error.ts';
import { INCEPTION_V3 } from '../networks/inception-v3.ts';
import { InferenceNetwork } from '../networks/inference-network.ts';
import type { CatalogueEntry, OpenCheckpoint } from './catalogue-entry.ts';
import { endpointsOf } from './endpoints.ts';
import { quantisedSource } from './quantised-source.ts';
import { readSafetensors } from './safetensors.ts';
import { sha256Of } from './sha256.ts';

/** Where the build put the unpacked weights. */
export interface BundledFile {
  readonly url: string;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
}

/** Fetches a file of the page's own origin. */
export type FetchBytes = (url: string, signal: AbortSignal) => Promise<ArrayBuffer>;

const TO_UNIT = 1 / 255;
/** What lies above was trained on photographs of people, and tells micrographs worse: 0.84 against 0.98 on the sample set. */
const CLASSIFIER_AT = 'mixed4';
const RECOMMENDED = ['mixed2', 'mixed3', 'mixed4', 'mixed5', 'mixed6', 'mixed7'];

async function fetchWhole(
  { url, sha256 }: BundledFile,
  fetchBytes: FetchBytes,
  signal: AbortSignal,
): Promise<ArrayBuffer> {
  const bytes = await fetchBytes(url, signal);
  if ((await sha256Of(bytes)) === sha256) return bytes;
  throw new AppError(
    'bad-checkpoint',
    "The bundled network's file is damaged or of another version. Reload the page.",
  );
}

/** The Inception-v3 that comes with the page: Keras's average-pool rule, input x/255, no classifier. */
export function bundledInceptionV3(file: BundledFile, fetchBytes: FetchBytes): CatalogueEntry {
  const open = async (signal: AbortSignal): Promise<OpenCheckpoint> => ({
    architecture: INCEPTION_V3,
    source: quantisedSource(readSafetensors(await fetchWhole(file, fetchBytes, signal))),
    averagePool: 'exclude',
    input: { scale: [TO_UNIT, TO_UNIT, TO_UNIT], shift: [0, 0, 0] },
  });
  return {
    checkpoint: {
      id: 'inception-v3-photographs',
      title: 'Inception-v3, photographs (bundled)',
      network: 'Inception-v3',
      sha256: file.sha256,
      provenance:
        'nsfwjs 4.3.0, 8 bits a weight. Its training started from ImageNet, and its lower half still holds ImageNet\u2019s kernels; it has never seen a microscope\u2019s picture.',
      licence: 'MIT',
      inputSide: INCEPTION_V3.inputSide,
      endpoints: endpointsOf(INCEPTION_V3, RECOMMENDED),
      classifierAt: CLASSIFIER_AT,
    },
    smallestSide: INCEPTION_V3.smallestSide,
    open,
    async load(signal) {
      const { architecture, source, averagePool, input } = await open(signal);
      return new InferenceNetwork(architecture, source, { averagePool, input });
    },
  };
}
