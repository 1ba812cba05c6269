import { Check, Trash2 } from 'lucide-react';
import type { PictureRecord } from '../../core/dataset/picture.ts';
import { labelOf } from '../../state/selectors.ts';
import { useApp } from '../app-context.ts';
import { Button } from '../shared/Button.tsx';
import { LabelMenu } from '../shared/LabelMenu.tsx';
import { Thumbnail } from '../shared/Thumbnail.tsx';
import { countOf, displayLabel, formatBytes, formatCount } from '../shared/words.ts';
import styles from './Duplicates.module.css';

/** The rest of a group is told by its number. */
const MOST_SHOWN = 24;

interface DuplicateGroupProps {
  /** The best first. */
  readonly pictures: readonly PictureRecord[];
  readonly name: string;
}

/** Pictures that look alike, and the one decision about them. */
export function DuplicateGroup({ pictures, name }: DuplicateGroupProps) {
  const isReadOnly = useApp((s) => s.isReadOnly);
  const keepAlike = useApp((s) => s.keepAlike);
  const remove = useApp((s) => s.removePictures);
  const ids = pictures.map(({ id }) => id);
  return (
    <section className={styles.group} aria-label={name}>
      <div className={styles.decision}>
        <span className={styles.count}>{countOf(pictures.length, 'picture')}</span>
        <Button
          icon={<Check aria-hidden />}
          disabled={isReadOnly}
          onClick={() => void keepAlike(ids, null)}
        >
          Keep all
        </Button>
        <Button
          icon={<Trash2 aria-hidden />}
          disabled={isReadOnly}
          title={`Removes ${countOf(ids.length - 1, 'picture')}; undo brings them back`}
          onClick={() => void remove(ids.slice(1))}
        >
          Keep only the best
        </Button>
        <LabelMenu
          title="Keep all, one label…"
          disabled={isReadOnly}
          onLabel={(label) => void keepAlike(ids, label)}
        />
      </div>
      <ul className={styles.pictures}>
        {pictures.slice(0, MOST_SHOWN).map((record, i) => (
          <AlikePicture key={record.id} record={record} isBest={i === 0} />
        ))}
        {pictures.length > MOST_SHOWN && (
          <li className={styles.note}>and {formatCount(pictures.length - MOST_SHOWN)} more</li>
        )}
      </ul>
    </section>
  );
}

interface AlikePictureProps {
  readonly record: PictureRecord;
  readonly isBest: boolean;
}

function AlikePicture({ record, isBest }: AlikePictureProps) {
  const label = useApp((s) => labelOf(record, s.decided.labels)?.name);
  const isFocused = useApp((s) => s.focus === record.id);
  const select = useApp((s) => s.select);
  const { path, otherPaths, width, height, bitDepth, fileBytes } = record;
  return (
    <li className={styles.picture}>
      <button
        type="button"
        className={styles.thumbnail}
        aria-pressed={isFocused}
        aria-label={`Show ${path} in the inspector`}
        onClick={() => select([record.id])}
      >
        <Thumbnail picture={record.id} alt="" />
        {isBest && <span className={styles.best}>best</span>}
      </button>
      <span className={styles.path} title={path}>
        <bdi>{path}</bdi>
      </span>
      <span className={styles.note}>
        {width} × {height}, {bitDepth} bit, {formatBytes(fileBytes)}
      </span>
      <span className={styles.note}>{label === undefined ? 'no label' : displayLabel(label)}</span>
      {otherPaths.length > 0 && (
        <span className={styles.note} title={otherPaths.join('\n')}>
          also at {otherPaths[0]}
          {otherPaths.length > 1 && ` and ${formatCount(otherPaths.length - 1)} more`}
        </span>
      )}
    </li>
  );
}
