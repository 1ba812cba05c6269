import { useCallback, useMemo } from 'react';
import { writeCsv } from '../../core/export/csv.ts';
import { type Calibration, calibrationOf } from '../../core/metrics/calibration.ts';
import { layoutCalibration } from '../../figures/calibration-curve.ts';
import type { FigureSize } from '../../figures/plot-area.ts';
import type { RunResults } from '../../state/run-results.ts';
import { LineFigure } from '../figures/LineFigure.tsx';
import { countOf } from '../shared/words.ts';
import styles from './TrainWorkspace.module.css';

interface CalibrationPanelProps {
  readonly results: RunResults;
  /** By which the run's logits were divided. */
  readonly temperature: number;
}

/** Whether the run's probabilities can be believed. */
export function CalibrationPanel({ results, temperature }: CalibrationPanelProps) {
  const { probabilities, labels } = results;
  const calibration = useMemo(() => calibrationOf(probabilities, labels), [probabilities, labels]);
  const layout = useCallback(
    (size: FigureSize) => layoutCalibration(calibration, size),
    [calibration],
  );
  return (
    <LineFigure
      className={styles.calibration}
      title="Calibration"
      name="calibration"
      xName="Probability"
      layout={layout}
      csv={() => calibrationCsv(calibration)}
    >
      <p className={styles.note}>
        Probability and share of right predictions differ by{' '}
        {(calibration.expectedError * 100).toFixed(1)} points on average over{' '}
        {countOf(labels.length, 'test picture')} (expected calibration error), after the run’s
        outputs were divided by {temperature.toPrecision(3)}, which was fitted on the validation
        pictures.
      </p>
    </LineFigure>
  );
}

function calibrationCsv({ bins }: Calibration): string {
  return writeCsv([
    ['from', 'to', 'pictures', 'probability', 'right'],
    ...bins
      .filter(({ count }) => count > 0)
      .map(({ from, to, count, confidence, accuracy }) => [from, to, count, confidence, accuracy]),
  ]);
}
