import { useMemo, useState } from 'react';
import { type Classifier, classifiers } from '../../state/classifier.ts';
import { labelOf, predictionOf, presentPictures } from '../../state/selectors.ts';
import type { GalleryFilter } from '../../state/view.ts';
import { NO_FILTER } from '../../state/view.ts';
import { useApp } from '../app-context.ts';
import { Button } from '../shared/Button.tsx';
import { Choice } from '../shared/Choice.tsx';
import { NumberSlider } from '../shared/NumberSlider.tsx';
import { Panel } from '../shared/Panel.tsx';
import { countOf, formatCount } from '../shared/words.ts';
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

/** `by` is the title of the network that made them. */
function Predictions({ by }: { readonly by: string | undefined }) {
  const pictures = useApp(presentPictures);
  const decided = useApp((s) => s.decided);
  const predictions = useApp((s) => s.predictions);
  const threshold = useApp((s) => s.surenessThreshold);
  const setThreshold = useApp((s) => s.setSurenessThreshold);
  const accept = useApp((s) => s.acceptPredictions);
  const clear = useApp((s) => s.clearPredictions);
  const counts = useMemo(() => {
    const state = { predictions, decided };
    const open = pictures.filter((record) => predictionOf(state, record));
    const unsure = open.filter(({ id }) => predictions.get(id)?.isUnsure).length;
    const doubted = pictures.filter((record) => {
      const label = labelOf(record, decided.labels)?.name;
      const predicted = predictions.get(record.id)?.label;
      return label !== undefined && predicted !== undefined && predicted !== label;
    }).length;
    return { sure: open.length - unsure, unsure, doubted };
  }, [pictures, decided, predictions]);
  if (predictions.size === 0) return null;
  const { sure, unsure, doubted } = counts;
  return (
    <>
      <h3 className={styles.subtitle}>
        {countOf(predictions.size, 'prediction')}
        {by && ` by ${by}`}
      </h3>
      <NumberSlider
        label="Unsure below a probability of"
        value={threshold}
        min={0}
        max={0.99}
        step={0.01}
        format={(value) => `${Math.round(value * 100)} %`}
        onChange={(value) => void setThreshold(value)}
      />
      <ul className={styles.counts}>
        <Found
          count={sure}
          what="sure, without a label"
          filter={{ label: null, prediction: 'sure' }}
        />
        <Found
          count={unsure}
          what="unsure, without a label"
          filter={{ label: null, prediction: 'unsure' }}
        />
        <Found
          count={doubted}
          what="taken for another than its label"
          filter={{ prediction: 'other' }}
        />
      </ul>
      <div className={styles.buttons}>
        {sure > 0 && (
          <Button kind="primary" onClick={() => void accept(pictures.map(({ id }) => id))}>
            Accept {formatCount(sure)} as labels
          </Button>
        )}
        <Button kind="quiet" onClick={() => void clear()}>
          Forget the predictions
        </Button>
      </div>
    </>
  );
}

interface FoundProps {
  readonly count: number;
  readonly what: string;
  readonly filter: Partial<GalleryFilter>;
}

/** So many pictures, which a click shows. */
function Found({ count, what, filter }: FoundProps) {
  const setFilter = useApp((s) => s.setFilter);
  const showAlike = useApp((s) => s.showAlike);
  const showStage = useApp((s) => s.showStage);
  if (count === 0) return null;
  const show = () => {
    setFilter({ ...NO_FILTER, ...filter });
    showAlike(false);
    showStage('images');
  };
  return (
    <li>
      <span>
        {formatCount(count)} {what}
      </span>
      <Button aria-label={`Show the ${count} ${what}`} onClick={show}>
        Show
      </Button>
    </li>
  );
}
