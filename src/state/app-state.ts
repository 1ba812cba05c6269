import type { AlikeSlice } from './alike.ts';
import type { CheckpointsSlice } from './checkpoints.ts';
import type { ClassifySlice } from './classify.ts';
import type { CodesSlice } from './codes.ts';
import type { CropsSlice } from './crops.ts';
import type { DecisionsSlice } from './decisions.ts';
import type { DimensionSlice } from './dimension.ts';
import type { DistancesSlice } from './distances.ts';
import type { ExplanationSlice } from './explanation.ts';
import type { FeaturesSlice } from './features.ts';
import type { JobsSlice } from './jobs.ts';
import type { MapSlice } from './map.ts';
import type { NextRunSlice } from './next-run.ts';
import type { OriginalsSlice } from './originals.ts';
import type { PicturesSlice } from './pictures.ts';
import type { PipelineSlice } from './pipeline.ts';
import type { ProjectSlice } from './project.ts';
import type { ScalesSlice } from './scales.ts';
import type { ScoresSlice } from './scores.ts';
import type { SimilarSlice } from './similar.ts';
import type { StabilitySlice } from './stability.ts';
import type { TrainingSlice } from './training.ts';
import type { TreesSlice } from './trees.ts';
import type { ViewSlice } from './view.ts';

/** All that the page knows. Big arrays of results lie here once, by reference, and are never copied. */
export type AppState = JobsSlice &
  ProjectSlice &
  PicturesSlice &
  DecisionsSlice &
  ViewSlice &
  FeaturesSlice &
  CheckpointsSlice &
  DimensionSlice &
  CodesSlice &
  DistancesSlice &
  TreesSlice &
  ScoresSlice &
  StabilitySlice &
  MapSlice &
  OriginalsSlice &
  CropsSlice &
  ScalesSlice &
  SimilarSlice &
  AlikeSlice &
  TrainingSlice &
  NextRunSlice &
  ClassifySlice &
  ExplanationSlice &
  PipelineSlice;
