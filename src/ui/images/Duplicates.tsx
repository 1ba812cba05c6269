import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import type { PictureRecord } from '../../core/dataset/picture.ts';
import { alikeGroups, isAlikeCurrent } from '../../state/alike.ts';
import { useApp } from '../app-context.ts';
import { Button } from '../shared/Button.tsx';
import { EmptyState } from '../shared/EmptyState.tsx';
import { countOf } from '../shared/words.ts';
import { DuplicateGroup } from './DuplicateGroup.tsx';
import styles from './Duplicates.module.css';

const GROUP_HEIGHT = 252;
const GAP = 12;

/** Groups of pictures that look alike, each with one decision. */
export function Duplicates() {
  const groups = useApp(alikeGroups);
  const isCurrent = useApp(isAlikeCurrent);
  const isLooking = useApp((s) => s.jobs.some(({ kind }) => kind === 'alike'));
  const findAlike = useApp((s) => s.findAlike);
  const showAlike = useApp((s) => s.showAlike);
  return (
    <section className={styles.duplicates} aria-label="Duplicates">
      <header className={styles.head}>
        <span aria-live="polite">
          {isLooking
            ? 'Comparing the pictures…'
            : `${countOf(groups.length, 'group')} of pictures that look alike`}
        </span>
        {!isLooking && !isCurrent && (
          <Button onClick={() => void findAlike()}>Look again: the pictures changed</Button>
        )}
        <Button kind="quiet" className={styles.back} onClick={() => showAlike(false)}>
          Back to the gallery
        </Button>
      </header>
      {groups.length > 0 && <GroupList groups={groups} />}
      {groups.length === 0 && isCurrent && (
        <EmptyState title="No duplicates wait for a decision">
          <p>
            Pictures that were saved again, resized or slightly cropped would be listed here. The
            same file met twice is imported once, and the inspector shows where else it lies.
          </p>
        </EmptyState>
      )}
    </section>
  );
}

interface GroupListProps {
  readonly groups: readonly (readonly PictureRecord[])[];
}

function GroupList({ groups }: GroupListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: groups.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => GROUP_HEIGHT + GAP,
    overscan: 2,
  });
  return (
    <div ref={scroller} className={styles.scroller}>
      <ol className={styles.all} style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ key, index, start }) => (
          <li
            key={key}
            className={styles.row}
            style={{ height: GROUP_HEIGHT, transform: `translateY(${start}px)` }}
          >
            <DuplicateGroup
              pictures={groups[index] ?? []}
              name={`Group ${index + 1} of ${groups.length}`}
            />
          </li>
        ))}
      </ol>
    </div>
  );
}
