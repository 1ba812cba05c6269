import { useCallback, useEffect, useState } from 'react';
import { trainingCsv } from '../../core/export/training-csv.ts';
import type { FigureSize } from '../../figures/plot-area.ts';
import {
  type InsetChoice,
  layoutTrainingCurves,
  type TrainingMeasure,
} from '../../figures/training-curves.ts';
import { useApp } from '../app-context.ts';
import { LineFigure } from '../figures/LineFigure.tsx';
import { Choice } from '../shared/Choice.tsx';
import styles from './TrainWorkspace.module.css';

const MEASURES = [
  { value: 'accuracy', label: 'Accuracy' },
  { value: 'loss', label: 'Loss' },
] as const;

const LINES = [
  { value: 'test', label: 'Test pictures' },
  { value: 'training', label: 'Test and training pictures' },
  { value: 'batches', label: 'Test pictures and every batch' },
] as const;
type Lines = (typeof LINES)[number]['value'];

const INSETS = [
  { value: 'none', label: 'No inset' },
  { value: 'late-epochs', label: 'Inset: late epochs' },
  { value: 'feature-extraction', label: 'Inset: feature extraction', note: 'as in Figure 2' },
] as const satisfies readonly { readonly value: InsetChoice; label: string; note?: string }[];

/** Every run of the project over its epochs, live. */
export function RunCurves() {
  const runs = useApp((s) => s.runs);
  const batchCurves = useApp((s) => s.batchCurves);
  const readBatches = useApp((s) => s.readBatchCurves);
  const [measure, setMeasure] = useState<TrainingMeasure>('accuracy');
  const [lines, setLines] = useState<Lines>('test');
  const [inset, setInset] = useState<InsetChoice>('late-epochs');
  const shown = lines === 'batches' ? batchCurves : undefined;
  useEffect(() => {
    if (lines === 'batches') void readBatches();
  }, [lines, readBatches]);
  const layout = useCallback(
    (size: FigureSize) =>
      layoutTrainingCurves(
        {
          curves: runs.map(({ id, name, epochs, settings, way }) => ({
            id,
            label: name,
            epochs,
            expectedEpochs: settings.epochs,
            isFeatureExtraction: way === 'feature-extraction',
            batches: shown?.get(id),
          })),
          measure,
          showTraining: lines === 'training',
          inset,
        },
        size,
      ),
    [runs, measure, lines, shown, inset],
  );
  return (
    <LineFigure
      className={styles.curves}
      title="Learning curves"
      name="training"
      xName="Epoch"
      layout={layout}
      csv={() => trainingCsv(runs, shown)}
      tools={
        <>
          <Choice
            label="Lines"
            labelHidden
            value={lines}
            options={LINES}
            onChange={(chosen) => setLines(chosen)}
          />
          <Choice
            label="Measure"
            labelHidden
            value={measure}
            options={MEASURES}
            onChange={(chosen) => setMeasure(chosen)}
          />
          <Choice
            label="Inset"
            labelHidden
            value={inset}
            options={INSETS}
            onChange={(chosen) => setInset(chosen)}
          />
        </>
      }
    />
  );
}
