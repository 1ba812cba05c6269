import { useEffect, useState } from 'react';
import type { TrainingSettings, TrainingWay } from '../../core/training/training-settings.ts';
import { useApp } from '../app-context.ts';
import { Choice } from '../shared/Choice.tsx';
import { NumberSlider } from '../shared/NumberSlider.tsx';
import { Panel } from '../shared/Panel.tsx';
import { MoreSettings } from './MoreSettings.tsx';
import { SplitPart } from './SplitPart.tsx';
import { StartPart } from './StartPart.tsx';
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
  const isKnown = useApp((s) => s.checkpoints.some(({ id }) => id === checkpointId));
  // biome-ignore lint/correctness/useExhaustiveDependencies: another checkpoint suggests other settings, and one that is not listed yet none
  useEffect(
    () => setSettings(suggest(way, network)),
    [suggest, way, network, checkpointId, isKnown],
  );
  const change = (patch: Partial<TrainingSettings>) => setSettings({ ...settings, ...patch });
  return (
    <Panel title="New run" className={styles.settings}>
      <div className={styles.newRun}>
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
          <SplitPart settings={settings} onChange={change} />
        </div>
        <StartPart settings={settings} />
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
      onChange={(chosen) => {
        const id = chosen.startsWith(RUN) ? chosen.slice(RUN.length) : chosen;
        const endpoint =
          runs.find((one) => one.id === id)?.settings.endpoint ??
          checkpoints.find((one) => one.id === id)?.classifierAt ??
          'pool';
        const kind = chosen.startsWith(RUN) ? 'run' : 'checkpoint';
        onChange({ start: { kind, id }, endpoint });
      }}
    />
  );
}
