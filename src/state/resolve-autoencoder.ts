import type { AutoencoderSettings } from '../core/network/autoencoder.ts';
import type { AutoencoderRecipe } from '../core/recipe/recipe.ts';

interface CodeInput {
  readonly features: number;
  readonly rows: number;
  /** Estimated for the features, if it was. */
  readonly dimension: number | undefined;
}

const CODE_WITHOUT_ESTIMATE = 10;

/** Rounded up, as a code with fewer numbers than the data has dimensions must lose some. */
export function suggestedCodeSize(dimension: number | undefined): number {
  return dimension === undefined || !Number.isFinite(dimension)
    ? CODE_WITHOUT_ESTIMATE
    : Math.max(2, Math.ceil(dimension));
}

/** Geometric steps from the features down to the code, in multiples of 8. */
function hiddenWidths(features: number, codeSize: number): readonly number[] {
  const widths = [1 / 3, 2 / 3].map((share) => features ** (1 - share) * codeSize ** share);
  return widths.map((width) => Math.max(8, Math.min(512, Math.round(width / 8) * 8)));
}

/**
 * What `auto` in the recipe means for these features; undefined where they stay as they are, since that was
 * asked for or a code would have no fewer numbers.
 */
export function resolveAutoencoder(
  recipe: AutoencoderRecipe,
  input: CodeInput,
): AutoencoderSettings | undefined {
  if (recipe.codeSize === 'none') return undefined;
  const codeSize =
    recipe.codeSize === 'auto' ? suggestedCodeSize(input.dimension) : recipe.codeSize;
  if (input.features <= codeSize) return undefined;
  const hidden = recipe.hidden === 'auto' ? hiddenWidths(input.features, codeSize) : recipe.hidden;
  const batchSize = Math.max(1, Math.min(recipe.batchSize, Math.ceil(input.rows / 8)));
  return { ...recipe, codeSize, hidden, batchSize };
}
