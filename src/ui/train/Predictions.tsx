import { useMemo, useState } from 'react';
import { labelOf, predictionOf, presentPictures } from '../../state/selectors.ts';
import { type GalleryFilter, NO_FILTER } from '../../state/view.ts';
import { useApp } from '../app-context.ts';
import { Button } from '../shared/Button.tsx';
import { NumberSlider } from '../shared/NumberSlider.tsx';
import { countOf, formatCount } from '../shared/words.ts';
import styles from './TrainWorkspace.module.css';

interface PredictionsProps {
  /** Title of the network that made them. */
  readonly by: string | undefined;
}

/** How many pictures a network was sure of, and what can be made of that. */
export function Predictions({ by }: PredictionsProps) {
  const pictures = useApp(presentPictures);
  const decided = useApp((s) => s.decided);
  const predictions = useApp((s) => s.predictions);
  const threshold = useApp((s) => s.surenessThreshold);
  const [dragged, setDragged] = useState<number>();
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
        value={dragged ?? threshold}
        min={0}
        max={0.99}
        step={0.01}
        format={(value) => `${Math.round(value * 100)} %`}
        onChange={setDragged}
        onCommit={(value) => void setThreshold(value).then(() => setDragged(undefined))}
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
