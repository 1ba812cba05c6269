import type { DimensionSeries } from '../dimension/two-nn.ts';
import { type CsvCell, writeCsv } from './csv.ts';

export interface DimensionStage {
  /** What was measured, such as `features` or `codes`. */
  readonly stage: string;
  readonly series: DimensionSeries;
}

/** Columns `stage,fraction,sample,id,spread`: mean and standard deviation over the samples of one size. */
export function dimensionCsv(stages: readonly DimensionStage[]): string {
  const rows = stages.flatMap(({ stage, series }) =>
    series.fractions.flatMap((fraction, f) =>
      series.points.map((p): CsvCell[] => [stage, fraction, p.sample, p.mean[f], p.spread[f]]),
    ),
  );
  return writeCsv([['stage', 'fraction', 'sample', 'id', 'spread'], ...rows]);
}
