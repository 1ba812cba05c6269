import { lazy, Suspense } from 'react';
import type { Stage } from '../../state/view.ts';
import { useApp } from '../app-context.ts';
import { ImagesWorkspace } from '../images/ImagesWorkspace.tsx';

const FeaturesWorkspace = lazy(async () => ({
  default: (await import('../features/FeaturesWorkspace.tsx')).FeaturesWorkspace,
}));
const DistancesWorkspace = lazy(async () => ({
  default: (await import('../distances/DistancesWorkspace.tsx')).DistancesWorkspace,
}));
const ClustersWorkspace = lazy(async () => ({
  default: (await import('../clusters/ClustersWorkspace.tsx')).ClustersWorkspace,
}));
const ExportWorkspace = lazy(async () => ({
  default: (await import('../export/ExportWorkspace.tsx')).ExportWorkspace,
}));
const ScaleWorkspace = lazy(async () => ({
  default: (await import('../scale/ScaleWorkspace.tsx')).ScaleWorkspace,
}));
const MapWorkspace = lazy(async () => ({
  default: (await import('../map/MapWorkspace.tsx')).MapWorkspace,
}));
const TrainWorkspace = lazy(async () => ({
  default: (await import('../train/TrainWorkspace.tsx')).TrainWorkspace,
}));

const WORKSPACES: Record<Stage, React.ComponentType> = {
  images: ImagesWorkspace,
  scale: ScaleWorkspace,
  train: TrainWorkspace,
  features: FeaturesWorkspace,
  distances: DistancesWorkspace,
  map: MapWorkspace,
  clusters: ClustersWorkspace,
  export: ExportWorkspace,
};

export function Workspace() {
  const stage = useApp((s) => s.stage);
  const Shown = WORKSPACES[stage];
  return (
    <Suspense fallback={null}>
      <Shown />
    </Suspense>
  );
}
