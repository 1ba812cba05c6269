import type { ModelAbout } from '../core/network/model.ts';
import type { TrainingRun } from '../core/training/training-run.ts';
import type { TrainingWay } from '../core/training/training-settings.ts';
import type { AppState } from './app-state.ts';

const BY: Readonly<Record<TrainingWay, string>> = {
  scratch: 'from scratch',
  'feature-extraction': 'by feature extraction',
  'fine-tuning': 'by fine tuning',
};

const OWN_LICENCE = 'yours: trained from scratch on this machine';
const UNKNOWN_LICENCE = 'that of the checkpoint it began with';

/** What is said of a run's best epoch where it leaves the project. */
export function aboutRun(
  { checkpoints }: Pick<AppState, 'checkpoints'>,
  run: TrainingRun,
): ModelAbout {
  const { checkpoint, settings, classes, counts, testScore, way } = run;
  const from = checkpoint ? `, beginning with ${checkpoint.title}` : '';
  const others = settings.split.by === 'group' ? ' of other sessions' : '';
  const tested = testScore
    ? ` It named ${(testScore.accuracy * 100).toFixed(1)} % of ${counts.test} test pictures${others} rightly.`
    : '';
  const known = checkpoint && checkpoints.find(({ id }) => id === checkpoint.id)?.licence;
  return {
    title: run.name,
    classNames: classes,
    inputSide: settings.inputSide,
    fit: settings.fit,
    temperature: run.temperature,
    provenance: `Trained in Semscape ${run.semscapeVersion} ${BY[way]}${from}, on ${counts.train} pictures of ${classes.length} categories.${tested}`,
    licence: checkpoint ? (known ?? UNKNOWN_LICENCE) : OWN_LICENCE,
    parent: checkpoint && { title: checkpoint.title, sha256: checkpoint.sha256 },
    run,
  };
}
