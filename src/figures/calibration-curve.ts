import type { Calibration } from '../core/metrics/calibration.ts';
import { type LineChartLayout, layoutLineChart } from './line-chart-layout.ts';
import { formatNumber } from './number-format.ts';
import type { FigureSize } from './plot-area.ts';

/** How often predictions of a probability are right, beside how often they should be. */
export function layoutCalibration(
  { bins, expectedError }: Calibration,
  size: FigureSize,
): LineChartLayout {
  const filled = bins.filter(({ count }) => count > 0);
  const points = formatNumber(expectedError * 100, 1);
  return layoutLineChart(
    {
      title: 'Share of right predictions against their probability',
      description: `Probability and share of right predictions differ by ${points} points on average.`,
      x: { kind: 'linear', domain: [0, 1], title: 'Probability (share)' },
      y: { kind: 'linear', domain: [0, 1], title: 'Right (share)' },
      series: [
        { id: 'ideal', label: 'ideal', tone: 'muted', dash: '4 3', x: [0, 1], y: [0, 1] },
        {
          id: 'run',
          label: 'this run',
          tone: 'ward',
          marker: 'circle',
          x: filled.map(({ confidence }) => confidence),
          y: filled.map(({ accuracy }) => accuracy),
        },
      ],
    },
    size,
  );
}
