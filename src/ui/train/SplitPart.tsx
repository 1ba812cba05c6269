import { useEffect, useState } from 'react';
import { leakWarnings } from '../../core/scale/label-leak.ts';
import type { TrainingSettings } from '../../core/training/training-settings.ts';
import { labelLeaksOf } from '../../state/label-leaks.ts';
import type { SplitSummary } from '../../state/split-summary.ts';
import { useApp } from '../app-context.ts';
import { Choice } from '../shared/Choice.tsx';
import { Remarks } from '../shared/Remarks.tsx';
import { countOf, formatCount } from '../shared/words.ts';
import styles from './TrainWorkspace.module.css';

const SPLITS = [
  { value: 'group', label: 'By session', note: 'honest: near copies stay on one side' },
  { value: 'picture', label: 'By picture', note: 'flatters: near copies on both sides' },
] as const;

interface SplitPartProps {
  readonly settings: TrainingSettings;
  onChange(patch: Partial<TrainingSettings>): void;
}

/** Which pictures test, and what a person should know of them before training. */
export function SplitPart({ settings, onChange }: SplitPartProps) {
  const leaks = useApp(labelLeaksOf);
  const { summary, problem } = useSplitSummary(settings);
  const { split } = settings;
  const sum = (counts: readonly number[]) => counts.reduce((a, b) => a + b, 0);
  return (
    <>
      <Choice
        label="Test pictures are set aside"
        value={split.by}
        options={SPLITS}
        onChange={(by) => onChange({ split: { ...split, by } })}
      />
      {summary && (
        <p className={styles.note}>
          {countOf(sum(summary.train), 'picture')} to train on,{' '}
          {formatCount(sum(summary.validation))} to validate, {formatCount(sum(summary.test))} to
          test, in {countOf(summary.classes.length, 'category', 'categories')}.
        </p>
      )}
      {problem ? (
        <p className={styles.warning}>{problem}</p>
      ) : (
        <Remarks remarks={[...leakWarnings(leaks), ...(summary?.remarks ?? [])]} />
      )}
    </>
  );
}

interface FoundSplit {
  readonly summary?: SplitSummary;
  readonly problem?: string;
}

function useSplitSummary(settings: TrainingSettings): FoundSplit {
  const summarise = useApp((s) => s.summariseSplit);
  const records = useApp((s) => s.records);
  const decided = useApp((s) => s.decided);
  const subset = useApp((s) => s.recipe.subset);
  const [found, setFound] = useState<FoundSplit>({});
  const { split, seed } = settings;
  // biome-ignore lint/correctness/useExhaustiveDependencies: these are what the split is made of
  useEffect(() => {
    let isCurrent = true;
    const show = (now: FoundSplit) => isCurrent && setFound(now);
    summarise(settings).then(
      (summary) => show({ summary }),
      (error: Error) => show({ problem: error.message }),
    );
    return () => {
      isCurrent = false;
    };
  }, [summarise, split, seed, records, decided, subset]);
  return found;
}
