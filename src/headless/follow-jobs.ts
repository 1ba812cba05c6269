import type { RunningJob } from '../state/jobs.ts';
import type { AppStore } from '../state/store.ts';
import type { AnalysisHost } from './host.ts';

/** How long a job took. */
export interface StageDuration {
  readonly stage: RunningJob['kind'];
  readonly title: string;
  readonly seconds: number;
}

/** Reports the store's jobs as they go on, and what it tells beside them; what is given grows by each job that ended. */
export function followJobs(store: AppStore, host: AnalysisHost): readonly StageDuration[] {
  const durations: StageDuration[] = [];
  store.subscribe(({ jobs, notices }, before) => {
    for (const notice of notices) {
      const isNew = notice.tone === 'information' && !before.notices.includes(notice);
      if (isNew) void host.note(notice.text);
    }
    if (jobs === before.jobs) return;
    for (const job of before.jobs) {
      if (jobs.some(({ id }) => id === job.id)) continue;
      const seconds = (Date.now() - job.startedAt) / 1000;
      durations.push({ stage: job.kind, title: job.title, seconds });
      void host.report({ title: job.title, stage: '', fraction: undefined, seconds });
    }
    for (const job of jobs) {
      if (before.jobs.includes(job)) continue;
      const { title, stage, fraction } = job;
      void host.report({ title, stage, fraction, seconds: undefined });
    }
  });
  return durations;
}
