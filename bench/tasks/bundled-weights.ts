import { bundledCheckpointFile } from 'virtual:bundled-checkpoint';
import { quantisedSource } from '../../src/models/checkpoints/quantised-source.ts';
import { readSafetensors } from '../../src/models/checkpoints/safetensors.ts';
import type { VariableSource } from '../../src/models/networks/fold.ts';

/** The variables of the bundled Inception-v3. */
export async function bundledWeights(): Promise<VariableSource> {
  const answer = await fetch(bundledCheckpointFile.url);
  return quantisedSource(readSafetensors(await answer.arrayBuffer()));
}
