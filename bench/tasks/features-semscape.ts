import { bundledCheckpointFile } from 'virtual:bundled-checkpoint';
import { startBackend } from '../../src/models/backends/start-backend.ts';
import { WASM_BINARIES } from '../../src/models/backends/wasm-binaries.ts';
import { bundledInceptionV3 } from '../../src/models/checkpoints/bundled.ts';
import { createJob } from '../../src/protocol/job.ts';
import type { NetworkApi } from '../../src/protocol/network.ts';
import { createNetworkApi } from '../../workers/network.ts';
import { benchPlates, type FeatureRequest, SIDE } from './bench-plates.ts';
import { serveTask } from './serve-task.ts';

let api: NetworkApi;
const freshJob = () => createJob(new AbortController().signal);

/** The network worker as the app starts it, but with a given number of threads. */
serveTask({
  async prepare({ threads }: { readonly threads: number }) {
    api = createNetworkApi({
      start: () =>
        startBackend('wasm', {
          wasmPaths: WASM_BINARIES,
          gpu: undefined,
          isCrossOriginIsolated: self.crossOriginIsolated,
          threads,
        }),
      catalogue: [
        bundledInceptionV3(bundledCheckpointFile, async (url) => (await fetch(url)).arrayBuffer()),
      ],
      architectures: [],
    });
    const backend = await api.boot('wasm', freshJob());
    return { threads: backend.threads };
  },
  async features({ endpoint, pictures }: FeatureRequest) {
    const settings = {
      checkpointId: 'inception-v3-photographs',
      endpoint,
      inputSide: SIDE,
      fit: 'squash',
    } as const;
    const { data } = await api.embed(benchPlates(pictures), settings, freshJob());
    return [...data];
  },
});
