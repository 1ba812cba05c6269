import { discreteDistances } from '../core/distance/discrete-distances.ts';
import { heatmapGroups } from './heatmap-groups.ts';
import type { HeatmapData } from './heatmap-layout.ts';

interface Compared {
  readonly distances: HeatmapData['distances'];
  readonly mantel: { readonly r: number } | undefined;
}

/** Compared pictures, sorted by class. */
interface DistanceFiguresInput {
  /** Indices into `names`, or -1 without a label, a picture each. */
  readonly classes: Int32Array;
  readonly names: readonly string[];
  readonly before: Compared;
  readonly after: Compared | undefined;
}

interface DistanceFigures {
  readonly before: HeatmapData;
  readonly after: HeatmapData | undefined;
  /** Undefined where no picture has a label. */
  readonly discrete: HeatmapData | undefined;
}

/** The heatmaps of the distances before and after the autoencoder, and of those that the labels would make. */
export function distanceFigures({
  classes,
  names,
  before,
  after,
}: DistanceFiguresInput): DistanceFigures {
  const shared = { side: classes.length, groups: heatmapGroups(classes, names) };
  const mapOf = (title: string, unit: string, { distances, mantel }: Compared): HeatmapData => ({
    ...shared,
    title,
    unit,
    distances,
    correlation: mantel?.r,
  });
  const isLabelled = classes.some((c) => c >= 0);
  const discrete = isLabelled && { distances: discreteDistances(classes), mantel: undefined };
  return {
    before: mapOf('Features', 'feature units', before),
    after: after && mapOf('Codes', 'code units', after),
    discrete: discrete ? mapOf('Discrete distance', '0 same, 1 different', discrete) : undefined,
  };
}
