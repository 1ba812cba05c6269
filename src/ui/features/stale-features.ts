import type { AppState } from '../../state/app-state.ts';
import { featureRows } from '../../state/same-scale.ts';
import { workingSet } from '../../state/selectors.ts';

/** Why the features shown are not those of the present pictures, in a sentence; undefined if they are. */
export function staleFeatures(state: AppState): string | undefined {
  const { features } = state;
  if (!features) return undefined;
  const now = workingSet(state);
  const isSame =
    now.length === features.pictures.length &&
    now.every(({ id }, i) => id === features.pictures[i]);
  if (!isSame) return 'Pictures were added or removed since: take features again.';
  const rows = featureRows(state, features.pictures);
  return rows.every((row, i) => row === features.rows[i])
    ? undefined
    : 'Crops or pixel sizes were changed since: take features again.';
}
