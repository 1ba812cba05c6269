import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BackendName } from '../protocol/network.ts';
import { createAlikeSlice } from './alike.ts';
import type { AppState } from './app-state.ts';
import { createCheckpointsSlice } from './checkpoints.ts';
import { createClassifySlice } from './classify.ts';
import { createCodesSlice } from './codes.ts';
import { createCropsSlice } from './crops.ts';
import { createDecisionsSlice } from './decisions.ts';
import { createDimensionSlice } from './dimension.ts';
import { createDistancesSlice } from './distances.ts';
import { createExplanationSlice } from './explanation.ts';
import { createFeaturesSlice } from './features.ts';
import { whenSliced } from './in-slices.ts';
import { createJobsSlice } from './jobs.ts';
import { createMapSlice } from './map.ts';
import { createNextRunSlice } from './next-run.ts';
import { createOriginalsSlice } from './originals.ts';
import { createPicturesSlice } from './pictures.ts';
import { createPipelineSlice } from './pipeline.ts';
import { createProjectSlice } from './project.ts';
import { createScalesSlice } from './scales.ts';
import { createScoresSlice } from './scores.ts';
import type { Services } from './services.ts';
import { createSimilarSlice } from './similar.ts';
import { createStabilitySlice } from './stability.ts';
import { createTrainingSlice } from './training.ts';
import { createTreesSlice } from './trees.ts';
import { createViewSlice } from './view.ts';

export type AppStore = StoreApi<AppState>;

export function createAppStore(
  services: Services,
  options: { readonly backend: BackendName | 'auto' },
): AppStore {
  const store = createStore<AppState>()((...a) => ({
    ...createJobsSlice(...a),
    ...createProjectSlice(services)(...a),
    ...createPicturesSlice(services)(...a),
    ...createDecisionsSlice(services)(...a),
    ...createViewSlice(...a),
    ...createFeaturesSlice(services, options.backend)(...a),
    ...createCheckpointsSlice(services)(...a),
    ...createDimensionSlice(services)(...a),
    ...createCodesSlice(services)(...a),
    ...createDistancesSlice(services)(...a),
    ...createTreesSlice(services)(...a),
    ...createScoresSlice(services)(...a),
    ...createStabilitySlice(services)(...a),
    ...createMapSlice(services)(...a),
    ...createOriginalsSlice(services)(...a),
    ...createCropsSlice(services)(...a),
    ...createScalesSlice(services)(...a),
    ...createSimilarSlice(services)(...a),
    ...createAlikeSlice(...a),
    ...createTrainingSlice(services)(...a),
    ...createNextRunSlice(...a),
    ...createClassifySlice(services)(...a),
    ...createExplanationSlice(services)(...a),
    ...createPipelineSlice(services)(...a),
  }));
  whenSliced(() => store.setState({}));
  return store;
}
