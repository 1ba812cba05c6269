import type { AppState } from '../../state/app-state.ts';
import { workingSet } from '../../state/selectors.ts';

/** Why the features shown are not those of the present pictures, in a sentence; undefined if they are. */
export function staleFeatures(state: AppState): string | undefined {
  const { features } = state;
  if (!features) return undefined;
  const now = workingSet(state);
  const isSame =
    now.length === features.pictures.length &&
    now.every(({ id }, i) => id === features.pictures[i]);
  return isSame ? undefined : 'Pictures were added or removed since: take features again.';
}
