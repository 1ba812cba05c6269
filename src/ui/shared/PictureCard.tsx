import { Sparkles } from 'lucide-react';
import type { MouseEvent } from 'react';
import type { PictureRecord } from '../../core/dataset/picture.ts';
import { labelOf, predictionOf } from '../../state/selectors.ts';
import { useApp } from '../app-context.ts';
import styles from './PictureCard.module.css';
import { Thumbnail } from './Thumbnail.tsx';
import { displayLabel, fileNameOf, formatShare } from './words.ts';

/** What stands in a label's place: never to be taken for one. */
function Predicted({ record }: { readonly record: PictureRecord }) {
  const prediction = useApp((s) => predictionOf(s, record));
  if (!prediction) return <i>no label</i>;
  const { label, confidence, isUnsure } = prediction;
  const name = `${displayLabel(label)} ${formatShare(confidence)}`;
  return isUnsure ? (
    <i title={`Unsure: perhaps ${name}`}>unsure: {name}?</i>
  ) : (
    <span className={styles.predicted} title={`Predicted by a network, not a label: ${name}`}>
      <Sparkles aria-label="predicted" /> {name}
    </span>
  );
}

interface PictureCardProps {
  readonly record: PictureRecord;
  readonly index: number;
  readonly total: number;
  onClick(event: MouseEvent, index: number): void;
}

export function PictureCard({ record, index, total, onClick }: PictureCardProps) {
  const isSelected = useApp((s) => s.selection.has(record.id));
  const isFocused = useApp((s) => s.focus === record.id);
  const label = useApp((s) => labelOf(record, s.decided.labels)?.name);
  const isPersons = useApp((s) => s.decided.labels.has(record.id));
  const name = fileNameOf(record.path);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the listbox around the options has the keyboard
    // biome-ignore lint/a11y/useFocusableInteractive: options are reached by aria-activedescendant
    <div
      id={`picture-${index}`}
      className={styles.card}
      role="option"
      aria-selected={isSelected}
      aria-posinset={index + 1}
      aria-setsize={total}
      data-focused={isFocused || undefined}
      title={record.path}
      onClick={(event) => onClick(event, index)}
    >
      <div className={styles.picture}>
        <Thumbnail picture={record.id} alt={name} />
        {record.synthetic && <span className={styles.synthetic}>synthetic</span>}
      </div>
      <div className={styles.label} data-person={isPersons || undefined}>
        {label === undefined ? <Predicted record={record} /> : displayLabel(label)}
      </div>
      <div className={styles.size}>
        {record.width} × {record.height}
        {record.bitDepth > 8 ? ` · ${record.bitDepth} bit` : ''}
      </div>
    </div>
  );
}
