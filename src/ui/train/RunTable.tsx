import { Pause, Play, Repeat } from 'lucide-react';
import type { TrainingRun } from '../../core/training/training-run.ts';
import { useApp } from '../app-context.ts';
import { Button } from '../shared/Button.tsx';
import { Hint } from '../shared/Hint.tsx';
import { Panel } from '../shared/Panel.tsx';
import { formatShare } from '../shared/words.ts';
import { DeleteRun } from './DeleteRun.tsx';
import { formatRate, originOf, shortTime, timeOf } from './run-facts.ts';
import styles from './TrainWorkspace.module.css';

/** The runs of the project with what tells them apart. */
export function RunTable() {
  const runs = useApp((s) => s.runs);
  if (runs.length === 0) return null;
  return (
    <Panel title="Runs">
      <div className={styles.scroller}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Run</th>
              <th scope="col">Input</th>
              <th scope="col">Batch</th>
              <th scope="col">Rate</th>
              <th scope="col">Epochs</th>
              <th scope="col">Test accuracy</th>
              <th scope="col">
                <Hint text="How much better the run would look if near copies of training pictures were among the test pictures; measured for feature extraction">
                  <span>Leakage</span>
                </Hint>
              </th>
              <th scope="col">Time</th>
              <th scope="col">State</th>
              <th scope="col">
                <span hidden>Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {runs.map((run) => (
              <RunRow key={run.id} run={run} />
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

function RunRow({ run }: { readonly run: TrainingRun }) {
  const openRun = useApp((s) => s.openRun);
  const isOpen = useApp((s) => s.runResults?.runId === run.id);
  const origin = useApp((s) => originOf(run, s.runs));
  const { name, epochs, settings, testScore, leakage, status } = run;
  const { inputSide, batchSize, optimiser } = settings;
  return (
    <tr aria-selected={isOpen}>
      <th scope="row">
        <button type="button" className={styles.name} onClick={() => void openRun(run.id)}>
          {name}
        </button>
        <span className={styles.origin} title={origin}>
          {origin}
        </span>
      </th>
      <td>{inputSide} px</td>
      <td>{batchSize}</td>
      <td>{formatRate(optimiser.learningRate)}</td>
      <td>
        {epochs.length} of {settings.epochs}
      </td>
      <td>{testScore ? `${(testScore.accuracy * 100).toFixed(1)} %` : ''}</td>
      <td title={leakage && `By picture: ${formatShare(leakage.randomAccuracy)}`}>
        {leakage ? `${(leakage.gap * 100).toFixed(1)} points` : ''}
      </td>
      <td title={timeOf(run)}>{shortTime(run)}</td>
      <td>{status}</td>
      <td>
        <RunActions run={run} />
      </td>
    </tr>
  );
}

function RunActions({ run }: { readonly run: TrainingRun }) {
  const { id, name, status } = run;
  const pauseRun = useApp((s) => s.pauseRun);
  const resumeRun = useApp((s) => s.resumeRun);
  const repeatRun = useApp((s) => s.repeatRun);
  return (
    <div className={styles.actions}>
      {status === 'running' && (
        <Button
          kind="quiet"
          aria-label={`Pause ${name}`}
          icon={<Pause aria-hidden />}
          onClick={pauseRun}
        />
      )}
      {(status === 'paused' || status === 'failed') && (
        <Button
          kind="quiet"
          aria-label={`Go on with ${name}`}
          icon={<Play aria-hidden />}
          onClick={() => void resumeRun(id)}
        />
      )}
      <Hint text="Run again with the same settings and split">
        <Button
          kind="quiet"
          aria-label={`Repeat ${name}`}
          icon={<Repeat aria-hidden />}
          onClick={() => void repeatRun(id)}
        />
      </Hint>
      <DeleteRun run={run} />
    </div>
  );
}
