import { useCallback, useState } from 'react';
import { trainingCsv } from '../../core/export/training-csv.ts';
import type { FigureSize } from '../../figures/plot-area.ts';
import { layoutTrainingCurves, type TrainingMeasure } from '../../figures/training-curves.ts';
import { useApp } from '../app-context.ts';
import { LineFigure } from '../figures/LineFigure.tsx';
import { Button } from '../shared/Button.tsx';
import { Choice } from '../shared/Choice.tsx';
import styles from './TrainWorkspace.module.css';

const MEASURES = [
  { value: 'accuracy', label: 'Accuracy' },
  { value: 'loss', label: 'Loss' },
] as const;

/** Every run of the project over its epochs, live. */
export function RunCurves() {
  const runs = useApp((s) => s.runs);
  const [measure, setMeasure] = useState<TrainingMeasure>('accuracy');
  const [showTraining, setShowTraining] = useState(false);
  const layout = useCallback(
    (size: FigureSize) =>
      layoutTrainingCurves(
        {
          curves: runs.map(({ id, name, epochs, settings }) => ({
            id,
            label: name,
            epochs,
            expectedEpochs: settings.epochs,
          })),
          measure,
          showTraining,
        },
        size,
      ),
    [runs, measure, showTraining],
  );
  return (
    <LineFigure
      className={styles.curves}
      title="Test pictures over the epochs"
      name="training"
      xName="Epoch"
      layout={layout}
      csv={() => trainingCsv(runs)}
      tools={
        <>
          <Button
            kind="quiet"
            aria-pressed={showTraining}
            onClick={() => setShowTraining(!showTraining)}
          >
            {showTraining ? 'Hide training pictures' : 'Show training pictures'}
          </Button>
          <Choice
            label="Measure"
            labelHidden
            value={measure}
            options={MEASURES}
            onChange={(chosen) => setMeasure(chosen)}
          />
        </>
      }
    />
  );
}
