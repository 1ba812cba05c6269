import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, useState } from 'react';
import { useApp } from '../app-context.ts';
import { Button } from '../shared/Button.tsx';
import { countOf } from '../shared/words.ts';
import styles from './Problems.module.css';

/** Files that could not be read, each with its reason. */
export function Problems() {
  const count = useApp((s) => s.problems.length);
  const clear = useApp((s) => s.clearProblems);
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details
      className={styles.problems}
      onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}
    >
      <summary className={styles.summary}>
        {countOf(count, 'file')} could not be read
        <Button kind="quiet" className={styles.clear} onClick={() => void clear()}>
          Clear the list
        </Button>
      </summary>
      {isOpen && <ProblemList />}
    </details>
  );
}

const LINE_HEIGHT = 24;

/** Of a folder of tens of thousands of files that are no pictures, only the lines on screen exist. */
function ProblemList() {
  const problems = useApp((s) => s.problems);
  const scroller = useRef<HTMLDivElement>(null);
  const lines = useVirtualizer({
    count: problems.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE_HEIGHT,
    overscan: 10,
  });
  return (
    <div ref={scroller} className={styles.scroller}>
      <ul className={styles.list} style={{ height: lines.getTotalSize() }}>
        {lines.getVirtualItems().map(({ key, index, start }) => (
          <li
            key={key}
            ref={lines.measureElement}
            data-index={index}
            className={styles.problem}
            style={{ transform: `translateY(${start}px)` }}
          >
            <span className={styles.path}>{problems[index]?.path}</span>
            <span>{problems[index]?.reason}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
