import { X } from 'lucide-react';
import type { RunningJob } from '../../state/jobs.ts';
import { labelCounts, presentPictures } from '../../state/selectors.ts';
import { useApp } from '../app-context.ts';
import { countOf } from '../shared/words.ts';
import styles from './JobsLine.module.css';

export function JobsLine() {
  const jobs = useApp((s) => s.jobs);
  const isUnsaved = useApp((s) => s.unsaved > 0);
  return (
    <section className={styles.line} aria-label="Running jobs" aria-busy={isUnsaved}>
      {isUnsaved && <span className={styles.saving}>Saving…</span>}
      {jobs.length === 0 ? <Summary /> : jobs.map((job) => <JobFace key={job.id} job={job} />)}
    </section>
  );
}

function JobFace({ job }: { readonly job: RunningJob }) {
  const cancelJob = useApp((s) => s.cancelJob);
  const { title, stage, fraction } = job;
  return (
    <div className={styles.job}>
      <span className={styles.title}>{title}</span>
      <progress
        className={styles.bar}
        aria-label={title}
        {...(fraction === undefined ? {} : { value: fraction })}
      />
      {stage && stage !== title && <span className={styles.stage}>{stage}</span>}
      <button
        type="button"
        className={styles.cancel}
        aria-label={`Cancel: ${title}`}
        onClick={() => cancelJob(job.id)}
      >
        <X aria-hidden />
      </button>
    </div>
  );
}

function Summary() {
  const pictures = useApp((s) => presentPictures(s).length);
  const labels = useApp((s) => labelCounts(s).length);
  const problems = useApp((s) => s.problems.length);
  const backend = useApp((s) => s.backend);
  return (
    <>
      <span>{countOf(pictures, 'picture')}</span>
      {labels > 0 && <span>{countOf(labels, 'label')}</span>}
      {problems > 0 && <span>{countOf(problems, 'file')} not read</span>}
      <span className={styles.backend}>{backend?.reason}</span>
    </>
  );
}
