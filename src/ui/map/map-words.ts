import type { AppState } from '../../state/app-state.ts';
import { currentMap } from '../../state/map.ts';
import { countOf } from '../shared/words.ts';

const NAMES = { umap: 'UMAP', pca: 'Principal components' };

const percent = (share: number) => `${Math.round(100 * share)} %`;

/** "UMAP of 240 pictures". */
export function mapTitle({ mapView, features }: AppState): string {
  return `${NAMES[mapView.kind]} of ${countOf(features?.pictures.length ?? 0, 'picture')}`;
}

/** How the map is to be read, and how far it can be believed. */
export function mapNote(state: AppState): string {
  const map = currentMap(state, state.mapView.kind);
  if (!map) return 'The pictures are still moving to their neighbours.';
  const kept = `Nearest neighbours kept: ${percent(map.neighboursKept)}.`;
  if (!map.shares) return `Near means alike; how far apart groups lie means little. ${kept}`;
  const [across, along] = map.shares;
  return `Across: ${percent(across)} of the variance, upwards: ${percent(along)}. ${kept}`;
}
