import { RotateCcw } from 'lucide-react';
import { useMemo } from 'react';
import type { TrainingSettings, TrainingWay } from '../../core/training/training-settings.ts';
import type { NextRun } from '../../state/next-run.ts';
import { useApp } from '../app-context.ts';
import { Button } from '../shared/Button.tsx';
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
  const next = useApp((s) => s.nextRun);
  const setNextRun = useApp((s) => s.setNextRun);
  const suggested = useSuggestion();
  const settings = next.settings ?? suggested;
  const { way, network } = next;
  const choose = (chosen: Pick<Partial<NextRun>, 'way' | 'network'>) =>
    setNextRun({ ...next, ...chosen, settings: undefined });
  const change = (patch: Partial<TrainingSettings>) =>
    setNextRun({ ...next, settings: { ...settings, ...patch } });
  return (
    <Panel
      title="New run"
      className={styles.settings}
      tools={
        next.settings && (
          <Button
            kind="quiet"
            icon={<RotateCcw aria-hidden />}
            title="Back to the settings that are suggested for this way of training"
            onClick={() => choose({})}
          >
            Suggested
          </Button>
        )
      }
    >
      <div className={styles.newRun}>
        <div className={styles.form}>
          <Choice
            label="Way of training"
            value={way}
            options={WAYS}
            onChange={(chosen) => choose({ way: chosen })}
          />
          {way === 'scratch' ? (
            <Choice
              label="Network"
              value={network}
              options={NETWORKS}
              onChange={(chosen) => choose({ network: chosen })}
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

/** Follows the chosen checkpoint, which may not be listed yet. */
function useSuggestion(): TrainingSettings {
  const { way, network } = useApp((s) => s.nextRun);
  const suggest = useApp((s) => s.suggestTraining);
  const features = useApp((s) => s.recipe.features);
  const checkpoints = useApp((s) => s.checkpoints);
  // biome-ignore lint/correctness/useExhaustiveDependencies: these are what is suggested for
  return useMemo(() => suggest(way, network), [suggest, way, network, features, checkpoints]);
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
  if (!options.some((one) => one.value === value)) options.push({ value, label: 'Gone: choose' });
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
