import { FileDown, Trash2 } from 'lucide-react';
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

/** The checkpoints that were added in this browser, to be saved or removed. */
export function CheckpointList() {
  const kept = useApp((s) => s.keptCheckpoints);
  const remove = useApp((s) => s.removeCheckpoint);
  const exportIt = useApp((s) => s.exportCheckpoint);
  const isBusy = useApp((s) => s.jobs.some(({ kind }) => kind === 'checkpoint'));
  if (kept.length === 0) return null;
  const save = async (id: string, format: Format) => {
    const files = await exportIt(id, format);
    for (const file of files ?? []) download(file.name, file, 'application/octet-stream');
  };
  return (
    <section aria-label="In this browser">
      <h3 className={styles.heading}>In this browser</h3>
      <ul className={styles.list}>
        {kept.map(({ checkpoint: { id, title, licence }, bytes }) => (
          <li key={id} className={styles.item}>
            <span>
              {title}
              <span className={styles.note}>{` ${formatBytes(bytes)}, ${licence}`}</span>
            </span>
            <span className={styles.tools}>
              {FORMATS.map(({ format, label }) => (
                <Button
                  key={format}
                  kind="quiet"
                  icon={<FileDown aria-hidden />}
                  aria-label={`Save ${title} as ${label}`}
                  disabled={isBusy}
                  onClick={() => void save(id, format)}
                >
                  {label}
                </Button>
              ))}
              <Button
                kind="quiet"
                icon={<Trash2 aria-hidden />}
                aria-label={`Remove ${title}`}
                disabled={isBusy}
                onClick={() => void remove(id)}
              />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
