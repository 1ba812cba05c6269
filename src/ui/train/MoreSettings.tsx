import { type TrainingSettings, wayOf } from '../../core/training/training-settings.ts';
import { useApp } from '../app-context.ts';
import { Choice } from '../shared/Choice.tsx';
import { NumberSlider } from '../shared/NumberSlider.tsx';
import styles from './TrainWorkspace.module.css';

interface MoreSettingsProps {
  readonly settings: TrainingSettings;
  onChange(patch: Partial<TrainingSettings>): void;
}

const OPTIMISERS = [
  { value: 'sgd', label: 'SGD with momentum' },
  { value: 'rmsprop', label: 'RMSProp' },
  { value: 'adam', label: 'Adam' },
] as const;

const SCHEDULES = [
  { value: 'constant', label: 'Constant' },
  { value: 'step', label: 'In steps' },
  { value: 'exponential', label: 'Exponential' },
  { value: 'cosine', label: 'Cosine' },
] as const;

const WEIGHTS = [
  { value: 'none', label: 'As often as they occur' },
  { value: 'balanced', label: 'All categories equally' },
] as const;

/** What most people leave as it is suggested. */
export function MoreSettings({ settings, onChange }: MoreSettingsProps) {
  const { optimiser, schedule, augmentation, classWeights, batchSize, labelSmoothing } = settings;
  return (
    <details className={styles.more}>
      <summary>More settings</summary>
      <div className={styles.moreBody}>
        <EndpointChoice settings={settings} onChange={onChange} />
        {wayOf(settings) === 'fine-tuning' && (
          <NumberSlider
            label="New classifier alone first"
            value={settings.headEpochs}
            min={0}
            max={200}
            format={(n) => `${n} epochs`}
            onChange={(headEpochs) => onChange({ headEpochs })}
          />
        )}
        <NumberSlider
          label="Batch"
          value={batchSize}
          min={1}
          max={128}
          format={(n) => `${n} pictures`}
          onChange={(size) => onChange({ batchSize: size })}
        />
        <Choice
          label="Optimiser"
          value={optimiser.kind}
          options={OPTIMISERS}
          onChange={(kind) => onChange({ optimiser: { ...optimiser, kind } })}
        />
        <NumberSlider
          label="Learning rate"
          value={optimiser.learningRate}
          min={0.00001}
          max={0.1}
          step={0.00001}
          logarithmic
          format={(rate) => String(Number(rate.toPrecision(2)))}
          onChange={(learningRate) => onChange({ optimiser: { ...optimiser, learningRate } })}
        />
        <Choice
          label="Over the epochs the rate is"
          value={schedule.kind}
          options={SCHEDULES}
          onChange={(kind) => onChange({ schedule: { ...schedule, kind } })}
        />
        <NumberSlider
          label="Label smoothing"
          value={labelSmoothing}
          min={0}
          max={0.5}
          step={0.01}
          onChange={(share) => onChange({ labelSmoothing: share })}
        />
        <Choice
          label="Categories count"
          value={classWeights}
          options={WEIGHTS}
          onChange={(weights) => onChange({ classWeights: weights })}
        />
        {(['flips', 'quarterTurns'] as const).map((kind) => (
          <label key={kind} className={styles.check}>
            <input
              type="checkbox"
              checked={augmentation[kind]}
              onChange={(event) =>
                onChange({ augmentation: { ...augmentation, [kind]: event.target.checked } })
              }
            />
            {kind === 'flips' ? 'Mirrored pictures too' : 'Quarter turns too'}
          </label>
        ))}
        <NumberSlider
          label="Random crops up to"
          value={augmentation.crop}
          min={0}
          max={0.5}
          step={0.01}
          format={(share) => `${Math.round(share * 100)} %`}
          onChange={(crop) => onChange({ augmentation: { ...augmentation, crop } })}
        />
      </div>
    </details>
  );
}

/** Where pooling and the classifier come; only a checkpoint's list says what there is. */
function EndpointChoice({ settings: { start, endpoint }, onChange }: MoreSettingsProps) {
  const id = start.kind === 'checkpoint' ? start.id : undefined;
  const endpoints = useApp((s) => s.checkpoints.find((one) => one.id === id)?.endpoints);
  if (!endpoints) return null;
  return (
    <Choice
      label="The classifier stands on"
      value={endpoint}
      options={endpoints.map(({ name, channels }) => ({
        value: name,
        label: name === 'pool' ? 'the whole network' : `${name}, ${channels} features`,
      }))}
      onChange={(chosen) => onChange({ endpoint: chosen })}
    />
  );
}
