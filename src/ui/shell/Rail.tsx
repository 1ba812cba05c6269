import { STAGES, type Stage } from '../../state/view.ts';
import { useApp } from '../app-context.ts';
import styles from './Rail.module.css';
import { STAGE_FACES } from './stages.ts';

export function Rail() {
  return (
    <nav className={styles.rail} aria-label="Stages">
      {STAGES.map((stage) => (
        <RailButton key={stage} stage={stage} />
      ))}
    </nav>
  );
}

function RailButton({ stage }: { readonly stage: Stage }) {
  const { title, icon: Icon, jobs, isDone } = STAGE_FACES[stage];
  const current = useApp((s) => s.stage === stage);
  const showStage = useApp((s) => s.showStage);
  const isRunning = useApp((s) => s.jobs.some(({ kind }) => jobs.includes(kind)));
  const done = useApp(isDone);
  const state = isRunning ? 'running' : done ? 'done' : 'waiting';
  return (
    <button
      type="button"
      className={styles.stage}
      aria-current={current ? 'page' : undefined}
      data-state={state}
      onClick={() => showStage(stage)}
    >
      <Icon aria-hidden className={styles.icon} />
      <span>{title}</span>
      {isRunning && <span className={styles.spoken}>, running</span>}
    </button>
  );
}
