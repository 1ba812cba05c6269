import type { ClusterMethod } from '../core/cluster/tree.ts';
import type { Recipe } from '../core/recipe/recipe.ts';
import { rowClasses } from '../state/selectors.ts';
import { stabilityOf } from '../state/stability.ts';
import type { AppStore } from '../state/store.ts';

/** What the page computes when it is asked for it, as far as the recipe wants it. */
export async function measureExtras(store: AppStore): Promise<void> {
  const { recipe, features, codes } = store.getState();
  if (codes) await store.getState().layOutMap('umap');
  const isLabelled = rowClasses(store.getState(), features?.pictures ?? []).names.length > 0;
  if (recipe.dimension.perCategory && isLabelled) {
    await store.getState().estimateDimensionPerClass();
  }
  for (const method of methodsOf(recipe)) await store.getState().measureStability(method);
  tellOfStability(store);
}

function methodsOf({ stability, clustering, cut }: Recipe): readonly ClusterMethod[] {
  if (stability.methods === 'none') return [];
  return stability.methods === 'cut' ? [cut.method] : clustering.methods;
}

/** Why there is none, where there is none. */
function tellOfStability(store: AppStore): void {
  const state = store.getState();
  const curves = methodsOf(state.recipe).map((method) => stabilityOf(state, method));
  if (curves.every((curve) => !curve || curve.k.length > 0)) return;
  state.notify(
    'information',
    'Stability compares cuts into at least 2 clusters of more than 3 pictures each, so stability.csv has a header and no rows.',
  );
}
