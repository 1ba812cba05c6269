import type { SamplePlan } from './sample-plan.ts';

/**
 * What is known of a sample picture, as JSON that travels inside its file. `stripeHeight` counts the rows
 * from the stripe's upper edge to the bottom, and is 0 where the text is laid over the picture.
 */
export function sampleTruth(plan: SamplePlan): string {
  const { pixelSizeNm, labelValue, labelUnit, barPixels } = plan.scale;
  const { stripeHeight, style, category, seed, index } = plan;
  return JSON.stringify({
    semscape: 1,
    pixelSizeNm,
    labelValue,
    labelUnit,
    barPixels,
    stripeHeight,
    style,
    category,
    seed,
    index,
  });
}
