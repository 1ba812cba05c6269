import { useMemo, useState } from 'react';
import { type Classifier, classifiers } from '../../state/classifier.ts';
import { labelOf, presentPictures } from '../../state/selectors.ts';
import { useApp } from '../app-context.ts';
import { Button } from '../shared/Button.tsx';
import { Choice } from '../shared/Choice.tsx';
import { Panel } from '../shared/Panel.tsx';
import { countOf } from '../shared/words.ts';
import { Predictions } from './Predictions.tsx';
import styles from './TrainWorkspace.module.css';

/** Lets a trained network name the category of pictures without a label. */
export function ClassifyPanel() {
  const known = useApp(classifiers);
  const opened = useApp((s) => s.runResults?.runId);
  const predictedBy = useApp((s) => s.predictedBy);
  const [chosen, setChosen] = useState<string>();
  const byId = (id: string | undefined) => known.find((one) => one.id === id);
  const classifier = byId(chosen) ?? byId(opened) ?? known[0];
  if (!classifier) return null;
  return (
    <Panel title="Classify">
      <div className={styles.form}>
        {known.length > 1 && (
          <Choice
            label="With"
            value={classifier.id}
            options={known.map(({ id, title, kind }) => ({ value: id, label: title, note: kind }))}
            onChange={setChosen}
          />
        )}
        <ClassifyButtons classifier={classifier} />
        <Predictions by={byId(predictedBy)?.title} />
      </div>
    </Panel>
  );
}

function ClassifyButtons({ classifier }: { readonly classifier: Classifier }) {
  const pictures = useApp(presentPictures);
  const labels = useApp((s) => s.decided.labels);
  const classify = useApp((s) => s.classify);
  const isBusy = useApp((s) => s.jobs.some(({ kind }) => ['classify', 'training'].includes(kind)));
  const unlabelled = useMemo(
    () => pictures.filter((record) => !labelOf(record, labels)).map(({ id }) => id),
    [pictures, labels],
  );
  return (
    <>
      <p className={styles.note}>
        {unlabelled.length === 0
          ? 'Every picture has a label, and a prediction never takes the place of one. Classify all of them to find labels that the network doubts.'
          : `${countOf(unlabelled.length, 'picture')} without a label.`}
      </p>
      <div className={styles.buttons}>
        {unlabelled.length > 0 && (
          <Button disabled={isBusy} onClick={() => void classify(classifier.id, unlabelled)}>
            Classify the unlabelled
          </Button>
        )}
        <Button
          disabled={isBusy}
          onClick={() =>
            void classify(
              classifier.id,
              pictures.map(({ id }) => id),
            )
          }
        >
          Classify all {countOf(pictures.length, 'picture')}
        </Button>
      </div>
    </>
  );
}
