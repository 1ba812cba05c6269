import {
  Boxes,
  ChartNetwork,
  Download,
  GraduationCap,
  Grid3x3,
  Images,
  type LucideIcon,
  Map as MapIcon,
  Ruler,
} from 'lucide-react';
import type { AppState } from '../../state/app-state.ts';
import type { JobKind } from '../../state/jobs.ts';
import { currentMap } from '../../state/map.ts';
import { hasScales } from '../../state/selectors.ts';
import type { Stage } from '../../state/view.ts';

interface StageFace {
  readonly title: string;
  readonly icon: LucideIcon;
  /** Jobs that belong to the stage. */
  readonly jobs: readonly JobKind[];
  isDone(state: AppState): boolean;
}

export const STAGE_FACES: Record<Stage, StageFace> = {
  images: {
    title: 'Images',
    icon: Images,
    jobs: ['import', 'open'],
    isDone: (s) => s.records.length > 0,
  },
  scale: {
    title: 'Scale',
    icon: Ruler,
    jobs: ['scales'],
    isDone: hasScales,
  },
  train: {
    title: 'Train',
    icon: GraduationCap,
    jobs: ['training', 'classify'],
    isDone: (s) => s.runs.some(({ status }) => status === 'finished'),
  },
  features: {
    title: 'Features',
    icon: ChartNetwork,
    jobs: ['features', 'dimension', 'codes'],
    isDone: (s) => s.codes !== undefined,
  },
  distances: {
    title: 'Distances',
    icon: Grid3x3,
    jobs: ['distances'],
    isDone: (s) => s.distances !== undefined,
  },
  map: {
    title: 'Map',
    icon: MapIcon,
    jobs: ['umap', 'pca'],
    isDone: (s) => currentMap(s, s.mapView.kind) !== undefined,
  },
  clusters: {
    title: 'Clusters',
    icon: Boxes,
    jobs: ['trees', 'scores', 'stability'],
    isDone: (s) => Object.keys(s.trees).length > 0,
  },
  export: { title: 'Export', icon: Download, jobs: ['export'], isDone: () => false },
};
