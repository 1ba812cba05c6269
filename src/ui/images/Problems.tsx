import { useApp } from '../app-context.ts';
import { Button } from '../shared/Button.tsx';
import { countOf } from '../shared/words.ts';
import styles from './Problems.module.css';

/** Files that could not be read, each with its reason. */
export function Problems() {
  const problems = useApp((s) => s.problems);
  const clear = useApp((s) => s.clearProblems);
  return (
    <details className={styles.problems}>
      <summary className={styles.summary}>
        {countOf(problems.length, 'file')} could not be read
        <Button kind="quiet" className={styles.clear} onClick={() => void clear()}>
          Clear the list
        </Button>
      </summary>
      <ul className={styles.list}>
        {problems.map(({ path, reason }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list only grows, and a path may come twice
          <li key={i} className={styles.problem}>
            <span className={styles.path}>{path}</span>
            <span>{reason}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
