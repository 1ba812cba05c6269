import { Pause, Play, Repeat, SlidersHorizontal } from 'lucide-react';
import { trainedEpochs } from '../../core/training/early-stop.ts';
import type { TrainingRun } from '../../core/training/training-run.ts';
import { useApp } from '../app-context.ts';
import { Button } from '../shared/Button.tsx';
import { Hint } from '../shared/Hint.tsx';
import { Panel } from '../shared/Panel.tsx';
import { DeleteRun } from './DeleteRun.tsx';
import {
  endpointOf,
  formatAccuracy,
  formatRate,
  originOf,
  shortTime,
  timeOf,
} from './run-facts.ts';
import styles from './TrainWorkspace.module.css';

/** The runs of the project with what tells them apart. */
export function RunTable() {
  const runs = useApp((s) => s.runs);
  if (runs.length === 0) return null;
  return (
    <Panel title="Runs">
      <div className={styles.runs}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Run</th>
              <th scope="col" className={styles.setting}>
                Classifier on
              </th>
              <th scope="col" className={styles.setting}>
                Input
              </th>
              <th scope="col" className={styles.setting}>
                Batch
              </th>
              <th scope="col" className={styles.setting}>
                Rate
              </th>
              <th scope="col">Epochs</th>
              <th scope="col">Test accuracy</th>
              <th scope="col">
                <Hint text="How much better the run would look if near copies of training pictures were among the test pictures; measured for feature extraction">
                  <button type="button" className={styles.explained}>
                    Leakage
                  </button>
                </Hint>
              </th>
              <th scope="col" className={styles.course}>
                Time
              </th>
              <th scope="col" className={styles.course}>
                State
              </th>
              <th scope="col" aria-label="Actions" />
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

/** A line breaks after a dot only. */
const listed = (parts: readonly string[]) =>
  parts.map((part) => part.replaceAll(' ', '\u00a0')).join('\u00a0· ');

function RunRow({ run }: { readonly run: TrainingRun }) {
  const openRun = useApp((s) => s.openRun);
  const isOpen = useApp((s) => s.runResults?.runId === run.id);
  const origin = useApp((s) => originOf(run, s.runs));
  const { name, epochs, settings, testScore, leakage, status } = run;
  const { batchSize } = settings;
  const input = `${settings.inputSide} px`;
  const rate = formatRate(settings.optimiser.learningRate);
  const endpoint = endpointOf(settings);
  return (
    <tr aria-selected={isOpen}>
      <th scope="row" className={styles.run}>
        <button
          type="button"
          className={styles.name}
          title={name}
          onClick={() => void openRun(run.id)}
        >
          {name}
        </button>
        <span className={styles.origin} title={origin}>
          {origin}
        </span>
        <span className={`${styles.origin} ${styles.folded}`}>
          <span className={styles.foldedCourse}>{listed([status, shortTime(run), ''])}</span>
          <span className={styles.foldedSettings}>
            {listed([endpoint, input, `batch ${batchSize}`, `rate ${rate}`])}
          </span>
        </span>
      </th>
      <td className={styles.setting}>{endpoint}</td>
      <td className={styles.setting}>{input}</td>
      <td className={styles.setting}>{batchSize}</td>
      <td className={styles.setting}>{rate}</td>
      <td>
        {trainedEpochs(epochs)} of {settings.epochs}
      </td>
      <td>{testScore && formatAccuracy(testScore.accuracy)}</td>
      <td title={leakage && `By picture: ${formatAccuracy(leakage.randomAccuracy)}`}>
        {leakage && `${(leakage.gap * 100).toFixed(1)} points`}
      </td>
      <td className={styles.course} title={timeOf(run)}>
        {shortTime(run)}
      </td>
      <td className={styles.course}>{status}</td>
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
  const reuseSettings = useApp((s) => s.reuseSettings);
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
      <Hint text="Put its settings into the form of a new run">
        <Button
          kind="quiet"
          aria-label={`Use the settings of ${name}`}
          icon={<SlidersHorizontal aria-hidden />}
          onClick={() => reuseSettings(id)}
        />
      </Hint>
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
