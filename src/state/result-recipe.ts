import type { MadeBy } from '../core/export/made-by.ts';
import { DEFAULT_RECIPE, type Recipe } from '../core/recipe/recipe.ts';
import type { Backend } from '../protocol/network.ts';
import type { AppState } from './app-state.ts';

/** What the results that are shown were made with: settings that were changed since are as they were, `auto` is what it came to. */
export function resultRecipe(state: AppState): Recipe {
  const { recipe, features, dimension, distances, scenarios } = state;
  return {
    ...recipe,
    ...features?.recipe,
    dimension: { ...recipe.dimension, ...dimension.before?.settings },
    autoencoder: autoencoderOf(state),
    distances: distances?.settings ?? recipe.distances,
    clustering: clusteringOf(state),
    scores: scenarios?.settings ?? recipe.scores,
  };
}

function autoencoderOf({ recipe, codes }: AppState): Recipe['autoencoder'] {
  if (!codes) return recipe.autoencoder;
  return codes.settings ?? { ...recipe.autoencoder, codeSize: 'none' };
}

/** With the methods of the trees that there are, and in any case that of the cut. */
function clusteringOf({ recipe, trees }: AppState): Recipe['clustering'] {
  if (Object.keys(trees).length === 0) return recipe.clustering;
  const { method: _, cutoff, ...shaped } = trees['density-peaks']?.settings ?? {};
  const peaks = trees['density-peaks'] && { ...shaped, cutoffDistance: cutoff ?? null };
  const methods = DEFAULT_RECIPE.clustering.methods.filter(
    (method) => trees[method] || method === recipe.cut.method,
  );
  return { ...recipe.clustering, ...peaks, methods };
}

/** What computed the results that are shown; undefined before there are any. */
export function resultMakers({ features, codes, trees, recipe }: AppState): MadeBy | undefined {
  return (
    features && {
      features: features.makers,
      codes: codes?.maker ?? null,
      tree: trees[recipe.cut.method]?.semscape ?? null,
    }
  );
}

/** What the network ran on when the results that are shown were made; before there are any, what it runs on. */
export function resultBackend({
  features,
  codes,
  backend,
}: AppState): Pick<Backend, 'name' | 'threads'> | undefined {
  return features ? (features.makers.at(-1) ?? codes?.maker)?.backend : backend;
}
