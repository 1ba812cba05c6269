import type { CallOptions } from '../clients/worker-link.ts';
import type { AnalysisApi } from '../protocol/analysis.ts';
import type { CheckpointsApi } from '../protocol/checkpoints.ts';
import type { ImagingApi } from '../protocol/imaging.ts';
import type { Job } from '../protocol/job.ts';
import type { NetworkApi } from '../protocol/network.ts';
import type { ScaleApi } from '../protocol/scale.ts';
import type { StorageApi } from '../protocol/storage.ts';

/** The main-thread side of a worker's interface: the same verbs, with call options where the job was. */
type ClientOf<Api> = {
  readonly [Verb in keyof Api]: Api[Verb] extends (...args: [...infer Input, Job]) => infer Result
    ? (...args: [...Input, CallOptions]) => Result
    : never;
};

/** What the actions work with; `main.tsx` supplies the real ones, tests supply others. */
export interface Services {
  readonly imaging: ClientOf<ImagingApi>;
  readonly network: ClientOf<NetworkApi>;
  readonly checkpoints: ClientOf<CheckpointsApi>;
  readonly analysis: ClientOf<AnalysisApi>;
  readonly scale: ClientOf<ScaleApi>;
  readonly storage: ClientOf<StorageApi>;
}
