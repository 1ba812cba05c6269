import { GraduationCap, Timer } from 'lucide-react';
import type { RunForecast } from '../../core/training/training-run.ts';
import type { TrainingSettings } from '../../core/training/training-settings.ts';
import { useApp } from '../app-context.ts';
import { Button } from '../shared/Button.tsx';
import { formatBytes, formatDuration } from '../shared/words.ts';
import styles from './TrainWorkspace.module.css';

/** What the run will take here, and the button that starts it. */
export function StartPart({ settings }: { readonly settings: TrainingSettings }) {
  const predictRun = useApp((s) => s.predictRun);
  const startRun = useApp((s) => s.startRun);
  const forecast = useApp((s) => s.forecast);
  const isRunning = useApp((s) => s.jobs.some(({ kind }) => kind === 'training'));
  const why = isRunning ? 'A run is under way: pause it or wait for its end' : undefined;
  const isOfThese = JSON.stringify(forecast?.settings) === JSON.stringify(settings);
  return (
    <footer className={styles.start}>
      {forecast && isOfThese && <Forecast forecast={forecast} />}
      <div className={styles.buttons}>
        <Button
          icon={<Timer aria-hidden />}
          disabled={isRunning}
          title={why ?? 'Tries a step on a few pictures'}
          onClick={() => void predictRun(settings)}
        >
          Estimate the cost
        </Button>
        <Button
          kind="primary"
          icon={<GraduationCap aria-hidden />}
          disabled={isRunning}
          title={why}
          onClick={() => void startRun(settings)}
        >
          Train
        </Button>
      </div>
    </footer>
  );
}

function Forecast({ forecast }: { readonly forecast: RunForecast }) {
  const { seconds, secondsBefore, tensorBytes, dataBytes, diskBytes, remark } = forecast;
  return (
    <p className={styles.note} role="status">
      About {formatDuration(seconds)} on this machine
      {secondsBefore >= 1 && `, ${formatDuration(secondsBefore)} of it before the first epoch`}.
      Memory: {formatBytes(tensorBytes)} for the network, {formatBytes(dataBytes)} for pictures.
      Disk: {formatBytes(diskBytes)}. {remark}
    </p>
  );
}
