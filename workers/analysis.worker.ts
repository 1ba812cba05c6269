import { expose } from 'comlink';
import { registerTransferHandlers } from '../src/protocol/job.ts';
import { createAnalysisApi } from './analysis.ts';
import { ProductsOnDemand } from './products-on-demand.ts';

/** Several of these workers may search at once. */
const threads = Math.max(1, Math.floor(navigator.hardwareConcurrency / 4));

const products = new ProductsOnDemand(async (isGraphicsLost) => {
  const { startTileProducts } = await import('../src/models/products/start-tile-products.ts');
  const { WASM_BINARIES } = await import('../src/models/backends/wasm-binaries.ts');
  return startTileProducts('auto', {
    wasmPaths: WASM_BINARIES,
    gpu: navigator.gpu,
    isCrossOriginIsolated: self.crossOriginIsolated,
    threads,
    isGraphicsLost,
  });
});

registerTransferHandlers();
expose(createAnalysisApi(products));
