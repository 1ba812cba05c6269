import { ArrowDown, ArrowUp } from 'lucide-react';
import { type GalleryOrder, ORDERS } from '../../state/view.ts';
import { useApp } from '../app-context.ts';
import { Button } from '../shared/Button.tsx';
import { Choice } from '../shared/Choice.tsx';
import { Hint } from '../shared/Hint.tsx';
import styles from './FilterBar.module.css';

const NAMES: Record<GalleryOrder['by'], string> = {
  imported: 'Imported',
  name: 'Name',
  label: 'Label',
  taken: 'Time taken',
  'pixel-size': 'Pixel size',
  size: 'Picture size',
  confidence: 'Confidence',
};

/** By what the gallery is sorted, and which way. */
export function SortChoice() {
  const { by, isDescending } = useApp((s) => s.order);
  const hasPredictions = useApp((s) => s.predictions.size > 0);
  const setOrder = useApp((s) => s.setOrder);
  const options = ORDERS.filter((one) => one !== 'confidence' || hasPredictions || one === by);
  const hint = isDescending ? 'Descending' : 'Ascending';
  return (
    <div className={styles.sort}>
      <Choice
        label="Sort by"
        labelHidden
        value={by}
        options={options.map((value) => ({ value, label: NAMES[value] }))}
        onChange={(chosen) => setOrder({ by: chosen })}
      />
      <Hint text={hint}>
        <Button
          kind="quiet"
          aria-label={`${hint}: turn the order round`}
          icon={isDescending ? <ArrowDown aria-hidden /> : <ArrowUp aria-hidden />}
          onClick={() => setOrder({ isDescending: !isDescending })}
        />
      </Hint>
    </div>
  );
}
