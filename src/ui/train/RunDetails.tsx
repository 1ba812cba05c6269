import { useMemo } from 'react';
import {
  type Confusion,
  classScores,
  confusionMatrix,
  mostConfused,
} from '../../core/metrics/confusion.ts';
import type { RunResults } from '../../state/run-results.ts';
import { useApp } from '../app-context.ts';
import { Panel } from '../shared/Panel.tsx';
import { displayLabel } from '../shared/words.ts';
import { CalibrationPanel } from './CalibrationPanel.tsx';
import { RunPanel } from './RunPanel.tsx';
import styles from './TrainWorkspace.module.css';

/** How the opened run did on its test pictures. */
export function RunDetails() {
  const results = useApp((s) => s.runResults);
  const run = useApp((s) => s.runs.find(({ id }) => id === results?.runId));
  if (!results || !run) return null;
  return (
    <div className={styles.details}>
      <RunPanel run={run} />
      <ConfusionPanel results={results} />
      <ScoresPanel results={results} />
      <CalibrationPanel results={results} temperature={run.temperature} />
    </div>
  );
}

function useConfusion({ labels, predicted, classes }: RunResults): Confusion {
  return useMemo(
    () => confusionMatrix(labels, predicted, classes.length),
    [labels, predicted, classes],
  );
}

function ConfusionPanel({ results }: { readonly results: RunResults }) {
  const { classes, labels, predicted, pictures } = results;
  const { counts } = useConfusion(results);
  const select = useApp((s) => s.select);
  const showStage = useApp((s) => s.showStage);
  const most = counts.reduce((max, count) => Math.max(max, count), 1);
  const show = (truth: number, taken: number) => {
    select(pictures.filter((_, i) => labels[i] === truth && predicted[i] === taken));
    showStage('images');
  };
  return (
    <Panel
      title="Test pictures: what they are, and what they were taken for"
      className={styles.wide}
    >
      <div className={styles.scroller}>
        <table className={`${styles.table} ${styles.confusion}`}>
          <thead>
            <tr>
              <th scope="col">Label ↓ taken for →</th>
              {classes.map((label) => (
                <th key={label} scope="col">
                  {displayLabel(label)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {classes.map((label, truth) => (
              <tr key={label}>
                <th scope="row">{displayLabel(label)}</th>
                {classes.map((taken, column) => {
                  const count = counts[truth * classes.length + column] ?? 0;
                  const tone = truth === column ? 'var(--good)' : 'var(--bad)';
                  const share = Math.round((70 * count) / most);
                  return (
                    <td key={taken}>
                      <button
                        type="button"
                        className={styles.cell}
                        aria-label={`${displayLabel(label)} taken for ${displayLabel(taken)}: ${count}`}
                        disabled={count === 0}
                        style={{ background: `color-mix(in srgb, ${tone} ${share}%, transparent)` }}
                        onClick={() => show(truth, column)}
                      >
                        {count || '·'}
                      </button>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

function ScoresPanel({ results }: { readonly results: RunResults }) {
  const { classes } = results;
  const confusion = useConfusion(results);
  const scores = classScores(confusion);
  const pairs = mostConfused(confusion, 3);
  const share = (value: number) => (Number.isFinite(value) ? value.toFixed(2) : '–');
  const title = (c: number) => displayLabel(classes[c] ?? '');
  return (
    <Panel title="By category">
      <table className={`${styles.table} ${styles.scores}`}>
        <thead>
          <tr>
            <th scope="col">Category</th>
            <th scope="col">Precision</th>
            <th scope="col">Recall</th>
            <th scope="col">F1</th>
            <th scope="col">Pictures</th>
          </tr>
        </thead>
        <tbody>
          {scores.map(({ precision, recall, f1, support }, c) => (
            <tr key={classes[c]}>
              <th scope="row">{title(c)}</th>
              <td>{share(precision)}</td>
              <td>{share(recall)}</td>
              <td>{share(f1)}</td>
              <td>{support}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {pairs.length > 0 && (
        <p className={styles.note}>
          Most confused:{' '}
          {pairs
            .map((p) => `${title(p.truth)} taken for ${title(p.predicted)} (${p.count})`)
            .join(', ')}
          .
        </p>
      )}
    </Panel>
  );
}
