import { roundDomain } from './axis.ts';
import type { InsetSpec } from './inset-layout.ts';
import type { LineSeries } from './line-chart-layout.ts';
import { valueRange } from './value-range.ts';

interface InsetOptions {
  readonly measure: 'accuracy' | 'loss';
  /** Epoch. */
  readonly last: number;
  /** The last quarter of the epochs, else all of them. */
  readonly isLate: boolean;
}

const FEWEST_EPOCHS = 8;
const LATE = 0.25;
const CAPTIONS = { accuracy: 'accuracy', loss: 'loss' } as const;

/** Undefined while there is nothing of these epochs, or too few of them to look at closer. */
export function trainingInset(
  series: readonly LineSeries[],
  { measure, last, isLate }: InsetOptions,
): InsetSpec | undefined {
  if (isLate && last < FEWEST_EPOCHS) return undefined;
  const from = isLate ? Math.round(last * (1 - LATE)) : 1;
  const lines = series.filter(({ isFaint }) => !isFaint);
  const values = lines.map(({ x, y }) =>
    Array.from({ length: x.length }, (_, i) => ((x[i] ?? 0) < from ? Number.NaN : (y[i] ?? 0))),
  );
  const range = valueRange(values);
  if (!range) return undefined;
  const margin = Math.max(0.01, (range.high - range.low) * 0.1);
  const low = Math.max(0, range.low - margin);
  const high = measure === 'accuracy' ? Math.min(1, range.high + margin) : range.high + margin;
  const what = isLate ? `Epochs ${from} to ${last}` : 'Feature extraction';
  return {
    caption: `${what}: ${CAPTIONS[measure]}`,
    x: [from, last],
    y: roundDomain(low, high),
    series: lines,
  };
}
