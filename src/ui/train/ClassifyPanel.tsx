import { useMemo, useState } from 'react';
import type { TrainingRun } from '../../core/training/training-run.ts';
import { labelOf, presentPictures } from '../../state/selectors.ts';
import { useApp } from '../app-context.ts';
import { Button } from '../shared/Button.tsx';
import { NumberSlider } from '../shared/NumberSlider.tsx';
import { Panel } from '../shared/Panel.tsx';
import { countOf, formatCount } from '../shared/words.ts';
import styles from './TrainWorkspace.module.css';

/** Lets a run name the category of pictures without a label. */
export function ClassifyPanel({ run }: { readonly run: TrainingRun }) {
  const [threshold, setThreshold] = useState(0.7);
  const pictures = useApp(presentPictures);
  const labels = useApp((s) => s.decided.labels);
  const predictions = useApp((s) => s.predictions);
  const predictedBy = useApp((s) => s.predictedBy);
  const classify = useApp((s) => s.classify);
  const accept = useApp((s) => s.acceptPredictions);
  const clear = useApp((s) => s.clearPredictions);
  const unlabelled = useMemo(
    () => pictures.filter((record) => !labelOf(record, labels)).map(({ id }) => id),
    [pictures, labels],
  );
  const made = predictedBy === run.id ? [...predictions.values()] : [];
  const unsure = made.filter(({ isUnsure }) => isUnsure).length;
  return (
    <Panel title="Classify">
      <div className={styles.form}>
        <p className={styles.note}>
          {unlabelled.length === 0
            ? 'Every picture has a label; predictions never take the place of one.'
            : `${countOf(unlabelled.length, 'picture')} without a label.`}
        </p>
        <NumberSlider
          label="Unsure below"
          value={threshold}
          min={0}
          max={0.99}
          step={0.01}
          format={(value) => `${Math.round(value * 100)} %`}
          onChange={setThreshold}
        />
        <div className={styles.buttons}>
          <Button
            disabled={unlabelled.length === 0}
            onClick={() => void classify(run.id, unlabelled, threshold)}
          >
            Classify the unlabelled
          </Button>
          <Button
            onClick={() =>
              void classify(
                run.id,
                pictures.map(({ id }) => id),
                threshold,
              )
            }
          >
            Classify all
          </Button>
        </div>
        {made.length > 0 && (
          <>
            <p className={styles.note}>
              {countOf(made.length, 'prediction')}, {formatCount(unsure)} of them unsure.
            </p>
            <div className={styles.buttons}>
              <Button onClick={() => void accept([...predictions.keys()])}>
                Accept the sure ones as labels
              </Button>
              <Button kind="quiet" onClick={() => void clear()}>
                Forget them
              </Button>
            </div>
          </>
        )}
      </div>
    </Panel>
  );
}
