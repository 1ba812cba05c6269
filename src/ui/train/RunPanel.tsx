import { FileDown, Layers, Pencil } from 'lucide-react';
import { useState } from 'react';
import type { TrainingRun } from '../../core/training/training-run.ts';
import { useApp } from '../app-context.ts';
import { Button } from '../shared/Button.tsx';
import { download } from '../shared/download.ts';
import { Panel } from '../shared/Panel.tsx';
import { TextDialog } from '../shared/TextDialog.tsx';
import { formatMoment } from '../shared/words.ts';
import { runFacts } from './run-facts.ts';
import styles from './TrainWorkspace.module.css';

/** The record of a run, and what can be made of its best epoch. */
export function RunPanel({ run }: { readonly run: TrainingRun }) {
  const rename = useApp((s) => s.renameRun);
  const runs = useApp((s) => s.runs);
  const [isRenaming, setIsRenaming] = useState(false);
  const { id, name, notes } = run;
  return (
    <Panel
      title={name}
      className={styles.wide}
      tools={
        <Button
          kind="quiet"
          icon={<Pencil aria-hidden />}
          aria-label={`Rename ${name}`}
          onClick={() => setIsRenaming(true)}
        />
      }
    >
      <RunFiles run={run} />
      <dl className={styles.facts}>
        {runFacts(run, runs).map((fact) => (
          <div key={fact.name} className={styles.fact}>
            <dt>{fact.name}</dt>
            <dd>{fact.value}</dd>
          </div>
        ))}
      </dl>
      {notes.length > 0 && (
        <ul className={styles.note}>
          {notes.map(({ at, text }) => (
            <li key={`${at} ${text}`}>
              {formatMoment(at)}: {text}
            </li>
          ))}
        </ul>
      )}
      <TextDialog
        open={isRenaming}
        title="Rename the run"
        label="Name"
        initial={name}
        confirm="Rename"
        onClose={() => setIsRenaming(false)}
        onConfirm={(text) => void rename(id, text)}
      />
    </Panel>
  );
}

function RunFiles({ run }: { readonly run: TrainingRun }) {
  const { id, name, epochs, way } = run;
  const keepAsCheckpoint = useApp((s) => s.keepRunAsCheckpoint);
  const exportRun = useApp((s) => s.exportRun);
  const showStage = useApp((s) => s.showStage);
  const isBusy = useApp((s) =>
    s.jobs.some(({ kind }) => kind === 'checkpoint' || kind === 'training'),
  );
  if (epochs.length === 0) return null;
  const take = async () => {
    if (await keepAsCheckpoint(id)) showStage('features');
  };
  const save = async (format: 'safetensors' | 'tfjs') => {
    const files = await exportRun(id, format);
    for (const file of files ?? []) download(file.name, file, 'application/octet-stream');
  };
  const saveRecord = () =>
    download(`${name}.json`, JSON.stringify(run, null, 2), 'application/json');
  return (
    <div className={styles.files}>
      <div className={styles.buttons}>
        <Button
          icon={<Layers aria-hidden />}
          disabled={isBusy}
          title="Keeps the best epoch in this browser and takes features from it"
          onClick={() => void take()}
        >
          Use as checkpoint for features
        </Button>
        <Button
          kind="quiet"
          icon={<FileDown aria-hidden />}
          disabled={isBusy}
          title="For timm, torchvision and Semscape; the run’s record goes along"
          onClick={() => void save('safetensors')}
        >
          safetensors
        </Button>
        <Button
          kind="quiet"
          icon={<FileDown aria-hidden />}
          disabled={isBusy}
          title="A LayersModel: a .json file that names its .weights.bin; keep both in one folder"
          onClick={() => void save('tfjs')}
        >
          TensorFlow.js
        </Button>
        <Button kind="quiet" icon={<FileDown aria-hidden />} onClick={saveRecord}>
          Record
        </Button>
      </div>
      {way === 'feature-extraction' && (
        <p className={styles.note}>
          Feature extraction trains the last layer only: the features are those of the checkpoint
          that it began with. Fine tuning makes features of its own.
        </p>
      )}
    </div>
  );
}
