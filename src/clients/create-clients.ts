import { AnalysisClient } from './analysis.ts';
import { CheckpointsClient } from './checkpoints.ts';
import { ImagingClient } from './imaging.ts';
import { NetworkClient } from './network.ts';
import { ScaleClient } from './scale.ts';
import { StorageClient } from './storage.ts';

/** One client of each kind, as a page needs them; their workers start with the first call. */
export function createClients() {
  return {
    imaging: new ImagingClient(),
    network: new NetworkClient(),
    checkpoints: new CheckpointsClient(),
    analysis: new AnalysisClient(),
    scale: new ScaleClient(),
    storage: new StorageClient(),
  };
}
