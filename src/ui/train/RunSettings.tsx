import { GraduationCap } from 'lucide-react';
import { useEffect, useState } from 'react';
import { leakWarnings } from '../../core/scale/label-leak.ts';
import type { TrainingSettings, TrainingWay } from '../../core/training/training-settings.ts';
import { labelLeaksOf } from '../../state/label-leaks.ts';
import type { SplitSummary } from '../../state/split-summary.ts';
import { useApp } from '../app-context.ts';
import { Button } from '../shared/Button.tsx';
import { Choice } from '../shared/Choice.tsx';
import { NumberSlider } from '../shared/NumberSlider.tsx';
import { Panel } from '../shared/Panel.tsx';
import { formatBytes, formatDuration } from '../shared/words.ts';
import { MoreSettings } from './MoreSettings.tsx';
import styles from './TrainWorkspace.module.css';

const WAYS = [
  { value: 'feature-extraction', label: 'Feature extraction', note: 'last layer only' },
  { value: 'fine-tuning', label: 'Fine tuning', note: 'all layers' },
  { value: 'scratch', label: 'From scratch', note: 'no checkpoint' },
] as const satisfies readonly { readonly value: TrainingWay; label: string; note: string }[];

const NETWORKS = [
  { value: 'alexnet', label: 'AlexNet' },
  { value: 'inception_v3', label: 'Inception-v3' },
  { value: 'inception_v4', label: 'Inception-v4' },
  { value: 'inception_resnet_v2', label: 'Inception-ResNet-v2' },
] as const;

/** What the next run will do, what it will cost here, and the button that starts it. */
export function RunSettings() {
  const [way, setWay] = useState<TrainingWay>('feature-extraction');
  const [network, setNetwork] = useState<string>('inception_v3');
  const suggest = useApp((s) => s.suggestTraining);
  const checkpointId = useApp((s) => s.recipe.features.checkpointId);
  const [settings, setSettings] = useState<TrainingSettings>(() => suggest(way, network));
  // biome-ignore lint/correctness/useExhaustiveDependencies: another checkpoint suggests other settings
  useEffect(() => setSettings(suggest(way, network)), [suggest, way, network, checkpointId]);
  const change = (patch: Partial<TrainingSettings>) => setSettings({ ...settings, ...patch });
  return (
    <Panel title="New run" className={styles.settings}>
      <div className={styles.form}>
        <Choice label="Way of training" value={way} options={WAYS} onChange={(w) => setWay(w)} />
        {way === 'scratch' ? (
          <Choice
            label="Network"
            value={network}
            options={NETWORKS}
            onChange={(chosen) => setNetwork(chosen)}
          />
        ) : (
          <StartChoice settings={settings} onChange={change} />
        )}
        <NumberSlider
          label="Epochs"
          value={settings.epochs}
          min={1}
          max={300}
          onChange={(epochs) => change({ epochs })}
        />
        <NumberSlider
          label="Input size"
          value={settings.inputSide}
          min={75}
          max={299}
          format={(side) => `${side} px`}
          onChange={(inputSide) => change({ inputSide })}
        />
        <MoreSettings settings={settings} onChange={change} />
        <Split settings={settings} onChange={change} />
        <Start settings={settings} />
      </div>
    </Panel>
  );
}

interface PartProps {
  readonly settings: TrainingSettings;
  onChange(patch: Partial<TrainingSettings>): void;
}

const RUN = 'run:';

function StartChoice({ settings: { start }, onChange }: PartProps) {
  const checkpoints = useApp((s) => s.checkpoints);
  const runs = useApp((s) => s.runs);
  const options = [
    ...checkpoints.map(({ id, title }) => ({ value: id, label: title })),
    ...runs
      .filter(({ epochs }) => epochs.length > 0)
      .map(({ id, name }) => ({ value: RUN + id, label: `Run: ${name}` })),
  ];
  const value = start.kind === 'run' ? RUN + start.id : start.kind === 'checkpoint' ? start.id : '';
  if (options.length === 0) return null;
  return (
    <Choice
      label="Starts from"
      value={value}
      options={options}
      onChange={(chosen) =>
        onChange({
          start: chosen.startsWith(RUN)
            ? { kind: 'run', id: chosen.slice(RUN.length) }
            : { kind: 'checkpoint', id: chosen },
        })
      }
    />
  );
}

const SPLITS = [
  { value: 'group', label: 'By session', note: 'honest: near copies stay on one side' },
  { value: 'picture', label: 'By picture', note: 'flatters: near copies on both sides' },
] as const;

function Split({ settings, onChange }: PartProps) {
  const summarise = useApp((s) => s.summariseSplit);
  const records = useApp((s) => s.records);
  const decided = useApp((s) => s.decided);
  const leaks = useApp(labelLeaksOf);
  const [summary, setSummary] = useState<SplitSummary>();
  const { split, seed } = settings;
  // biome-ignore lint/correctness/useExhaustiveDependencies: these are what the split is made of
  useEffect(() => {
    let isCurrent = true;
    void summarise(settings).then((found) => isCurrent && setSummary(found));
    return () => {
      isCurrent = false;
    };
  }, [summarise, split, seed, records, decided]);
  const warnings = [...(summary?.remarks ?? []), ...leakWarnings(leaks)];
  const sum = (counts: readonly number[] = []) => counts.reduce((a, b) => a + b, 0);
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
          {sum(summary.train)} to train on, {sum(summary.validation)} to validate,{' '}
          {sum(summary.test)} to test, in {summary.classes.length} categories.
        </p>
      )}
      {warnings.map((remark) => (
        <p key={remark} className={styles.warning}>
          {remark}
        </p>
      ))}
    </>
  );
}

function Start({ settings }: { readonly settings: TrainingSettings }) {
  const predictRun = useApp((s) => s.predictRun);
  const startRun = useApp((s) => s.startRun);
  const forecast = useApp((s) => s.forecast);
  const isRunning = useApp((s) => s.jobs.some(({ kind }) => kind === 'training'));
  return (
    <>
      {forecast && (
        <p className={styles.note}>
          About {formatDuration(forecast.seconds)} here, {formatBytes(forecast.tensorBytes)} of
          memory for the network and {formatBytes(forecast.dataBytes)} for pictures.{' '}
          {forecast.remark}
        </p>
      )}
      <div className={styles.buttons}>
        <Button disabled={isRunning} onClick={() => void predictRun(settings)}>
          What will it cost?
        </Button>
        <Button
          kind="primary"
          icon={<GraduationCap aria-hidden />}
          disabled={isRunning}
          onClick={() => void startRun(settings)}
        >
          Train
        </Button>
      </div>
    </>
  );
}
