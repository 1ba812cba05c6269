import type { TrainingSettings } from './training-settings.ts';

/** The rate at a point of the run counted in epochs from 0, fractions included. */
export function learningRateAt(
  epoch: number,
  { optimiser, schedule, epochs }: Pick<TrainingSettings, 'optimiser' | 'schedule' | 'epochs'>,
): number {
  const { kind, warmUpEpochs, decay, decayEpochs } = schedule;
  const { learningRate } = optimiser;
  if (epoch < warmUpEpochs) return (learningRate * (epoch + 1e-3)) / (warmUpEpochs + 1e-3);
  const after = epoch - warmUpEpochs;
  switch (kind) {
    case 'constant':
      return learningRate;
    case 'step':
      return learningRate * decay ** Math.floor(after / decayEpochs);
    case 'exponential':
      return learningRate * decay ** (after / decayEpochs);
    case 'cosine': {
      const length = Math.max(1e-9, epochs - warmUpEpochs);
      return learningRate * 0.5 * (1 + Math.cos(Math.PI * Math.min(1, after / length)));
    }
  }
}
