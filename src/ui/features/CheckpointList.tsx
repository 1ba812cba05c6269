import { FileDown, Trash2 } from 'lucide-react';
import type { Checkpoint } from '../../core/network/checkpoint.ts';
import { useApp } from '../app-context.ts';
import { Button } from '../shared/Button.tsx';
import { download } from '../shared/download.ts';
import { formatBytes } from '../shared/words.ts';
import styles from './CheckpointDialog.module.css';

type Format = 'safetensors' | 'tfjs';

const FORMATS: readonly { readonly format: Format; readonly label: string }[] = [
  { format: 'safetensors', label: 'safetensors' },
  { format: 'tfjs', label: 'TensorFlow.js' },
];

/** The checkpoints that can be chosen, to be saved as files; those that were added, to be removed too. */
export function CheckpointList() {
  const kept = useApp((s) => s.keptCheckpoints);
  const known = useApp((s) => s.checkpoints);
  const bundled = known.filter(({ id }) => kept.every(({ checkpoint }) => checkpoint.id !== id));
  return (
    <>
      {kept.length > 0 && (
        <section aria-label="In this browser">
          <h3 className={styles.heading}>In this browser</h3>
          <ul className={styles.list}>
            {kept.map(({ checkpoint, bytes }) => (
              <Item key={checkpoint.id} checkpoint={checkpoint} bytes={bytes} />
            ))}
          </ul>
        </section>
      )}
      {bundled.length > 0 && (
        <section aria-label="With this page">
          <h3 className={styles.heading}>With this page</h3>
          <ul className={styles.list}>
            {bundled.map((checkpoint) => (
              <Item key={checkpoint.id} checkpoint={checkpoint} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

interface ItemProps {
  readonly checkpoint: Checkpoint;
  /** On this disk; undefined for one that comes with the page. */
  readonly bytes?: number;
}

function Item({ checkpoint: { id, title, licence }, bytes }: ItemProps) {
  const remove = useApp((s) => s.removeCheckpoint);
  const exportIt = useApp((s) => s.exportCheckpoint);
  const isBusy = useApp((s) => s.jobs.some(({ kind }) => kind === 'checkpoint'));
  const save = async (format: Format) => {
    const files = await exportIt(id, format);
    for (const file of files ?? []) download(file.name, file, 'application/octet-stream');
  };
  return (
    <li className={styles.item}>
      <span>
        {title}
        <span className={styles.note}>
          {bytes === undefined ? ` ${licence}` : ` ${formatBytes(bytes)}, ${licence}`}
        </span>
      </span>
      <span className={styles.tools}>
        {FORMATS.map(({ format, label }) => (
          <Button
            key={format}
            kind="quiet"
            icon={<FileDown aria-hidden />}
            aria-label={`Save ${title} as ${label}`}
            disabled={isBusy}
            onClick={() => void save(format)}
          >
            {label}
          </Button>
        ))}
        {bytes !== undefined && (
          <Button
            kind="quiet"
            icon={<Trash2 aria-hidden />}
            aria-label={`Remove ${title}`}
            disabled={isBusy}
            onClick={() => void remove(id)}
          />
        )}
      </span>
    </li>
  );
}
