import { bundledCheckpointFile } from 'virtual:bundled-checkpoint';
import { expose } from 'comlink';
import { AppError } from '../src/core/app-error.ts';
import { startBackend } from '../src/models/backends/start-backend.ts';
import { WASM_BINARIES } from '../src/models/backends/wasm-binaries.ts';
import { bundledInceptionV3 } from '../src/models/checkpoints/bundled.ts';
import { ALEXNET } from '../src/models/networks/alexnet.ts';
import { INCEPTION_RESNET_V2 } from '../src/models/networks/inception-resnet-v2.ts';
import { INCEPTION_V3 } from '../src/models/networks/inception-v3.ts';
import { INCEPTION_V4 } from '../src/models/networks/inception-v4.ts';
import { registerTransferHandlers } from '../src/protocol/job.ts';
import { createNetworkApi } from './network.ts';
import { openCheckpointStore } from './open-checkpoint-store.ts';
import { storedEntries } from './stored-entries.ts';

async function fetchBytes(url: string, signal: AbortSignal): Promise<ArrayBuffer> {
  const answer = await fetch(url, { signal });
  if (answer.ok) return answer.arrayBuffer();
  throw new AppError(
    'bad-checkpoint',
    `The network's file could not be fetched (${answer.status}). Reload the page.`,
  );
}

const catalogue = [bundledInceptionV3(bundledCheckpointFile, fetchBytes)];

/** Where the browser keeps no files, what comes with the page is all there is. */
async function refreshCatalogue(): Promise<void> {
  const store = await openCheckpointStore().catch(() => undefined);
  if (store) catalogue.splice(1, Number.POSITIVE_INFINITY, ...(await storedEntries(store)));
}

registerTransferHandlers();
expose(
  createNetworkApi({
    start: async (wanted, isGraphicsLost) => {
      await refreshCatalogue();
      return startBackend(wanted, {
        wasmPaths: WASM_BINARIES,
        gpu: navigator.gpu,
        isCrossOriginIsolated: self.crossOriginIsolated,
        isGraphicsLost,
      });
    },
    catalogue,
    refreshCatalogue,
    architectures: [ALEXNET, INCEPTION_V3, INCEPTION_V4, INCEPTION_RESNET_V2],
  }),
);
