import type { AppState } from '../../state/app-state.ts';
import { featureRows } from '../../state/same-scale.ts';
import { workingSet } from '../../state/selectors.ts';

/** Whether the features shown are of other pictures than those at work now. */
export function areOfOtherPictures(state: AppState): boolean {
  const { features } = state;
  const now = workingSet(state);
  return (
    now.length !== features?.pictures.length || now.some(({ id }, i) => id !== features.pictures[i])
  );
}

/** Why the features shown are not those of the present pictures, in a sentence; undefined if they are. */
export function staleFeatures(state: AppState): string | undefined {
  const { features } = state;
  if (!features) return undefined;
  if (areOfOtherPictures(state)) {
    return 'Pictures were added or removed since: take features again.';
  }
  const rows = featureRows(state, features.pictures);
  return rows.every((row, i) => row === features.rows[i])
    ? undefined
    : 'Crops or pixel sizes were changed since: take features again.';
}
