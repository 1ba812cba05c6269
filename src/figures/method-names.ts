import type { ClusterMethod } from '../core/cluster/tree.ts';

/** What a method is called in a figure, in the order of the paper. */
export const METHOD_NAMES: Readonly<Record<ClusterMethod, string>> = {
  single: 'Single',
  complete: 'Complete',
  centroid: 'Centroid',
  ward: 'Ward',
  'density-peaks': 'Density peaks',
};
