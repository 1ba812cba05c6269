import { Play, Plus } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useApp } from '../app-context.ts';
import { Button } from '../shared/Button.tsx';
import { Choice } from '../shared/Choice.tsx';
import { Panel } from '../shared/Panel.tsx';
import { countOf, formatCount, formatDuration } from '../shared/words.ts';
import { CheckpointDialog } from './CheckpointDialog.tsx';
import styles from './FeaturesWorkspace.module.css';
import { FitChoice } from './FitChoice.tsx';
import { staleFeatures } from './stale-features.ts';

const INPUT_SIDES = ['107', '149', '224', '299'] as const;

export function NetworkPart() {
  const { checkpointId, endpoint, inputSide } = useApp((s) => s.recipe.features);
  const checkpoints = useApp((s) => s.checkpoints);
  const setRecipe = useApp((s) => s.setRecipe);
  const takeFeatures = useApp((s) => s.takeFeatures);
  const prepare = useApp((s) => s.prepareNetwork);
  const [isAdding, setIsAdding] = useState(false);
  useEffect(() => void prepare(), [prepare]);
  const checkpoint = checkpoints.find(({ id }) => id === checkpointId);
  const titles = checkpoints.map(({ id, title }) => ({ value: id, label: title }));
  const sides = INPUT_SIDES.includes(`${inputSide}` as (typeof INPUT_SIDES)[number])
    ? INPUT_SIDES
    : [...INPUT_SIDES, `${inputSide}`];
  return (
    <Panel title="Network" className={styles.network}>
      <div className={styles.settings}>
        <Choice
          label="Checkpoint"
          value={checkpointId}
          disabled={checkpoints.length === 0}
          options={
            checkpoint ? titles : [{ value: checkpointId, label: 'Not open yet' }, ...titles]
          }
          onChange={(id) => setRecipe('features', { checkpointId: id })}
        />
        <p className={styles.provenance}>{checkpoint?.provenance}</p>
        <Choice
          label="Features from"
          value={endpoint}
          disabled={!checkpoint}
          options={
            checkpoint?.endpoints.map(({ name, channels, gridSide, recommended }) => ({
              value: name,
              label: name,
              note: `${formatCount(channels)} numbers, ${gridSide} × ${gridSide}${recommended ? ', recommended' : ''}`,
            })) ?? [{ value: endpoint, label: endpoint }]
          }
          onChange={(name) => setRecipe('features', { endpoint: name })}
        />
        <Button icon={<Plus aria-hidden />} onClick={() => setIsAdding(true)}>
          Add a checkpoint
        </Button>
        <CheckpointDialog open={isAdding} onClose={() => setIsAdding(false)} />
        <Choice
          label="Input size"
          value={`${inputSide}`}
          options={sides.map((side) => ({ value: side, label: `${side} × ${side} px` }))}
          onChange={(side) => setRecipe('features', { inputSide: Number(side) })}
        />
        <FitChoice />
        <Button icon={<Play aria-hidden />} onClick={() => void takeFeatures()}>
          Take features
        </Button>
        <FeatureFacts />
      </div>
    </Panel>
  );
}

function FeatureFacts() {
  const features = useApp((s) => s.features);
  const rate = useApp((s) => s.featureRate);
  const backend = useApp((s) => s.backend);
  const stale = useApp(staleFeatures);
  return (
    <>
      <dl className={styles.facts} aria-live="polite">
        {features && (
          <>
            <dt>Taken</dt>
            <dd>
              {countOf(features.pictures.length, 'picture')} × {formatCount(features.channels)}
            </dd>
          </>
        )}
        {rate && (
          <>
            <dt>Speed</dt>
            <dd>{rate.perSecond.toFixed(1)} pictures/s</dd>
            {rate.done < rate.total && (
              <>
                <dt>Left</dt>
                <dd>
                  {formatCount(rate.total - rate.done)}, {formatDuration(rate.secondsLeft)}
                </dd>
              </>
            )}
          </>
        )}
        {backend && (
          <>
            <dt>Runs on</dt>
            <dd>
              {{ webgpu: 'WebGPU', wasm: 'WebAssembly', cpu: 'plain JavaScript' }[backend.name]}
              {backend.threads > 1 ? `, ${backend.threads} threads` : ''}
            </dd>
          </>
        )}
      </dl>
      {backend && <p className={styles.note}>{backend.reason}</p>}
      {stale && <p className={styles.note}>{stale}</p>}
    </>
  );
}
