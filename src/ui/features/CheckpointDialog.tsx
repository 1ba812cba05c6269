import { Dialog } from '@base-ui/react/dialog';
import { Download, FilePlus, Trash2 } from 'lucide-react';
import { type DragEvent, useEffect, useRef } from 'react';
import type { CheckpointOffer } from '../../core/network/checkpoint-offer.ts';
import { useApp } from '../app-context.ts';
import { Button } from '../shared/Button.tsx';
import { formatBytes } from '../shared/words.ts';
import styles from './CheckpointDialog.module.css';
import { CheckpointList } from './CheckpointList.tsx';

interface CheckpointDialogProps {
  readonly open: boolean;
  onClose(): void;
}

/** Adds checkpoints from files or from the web, and lists those that were added. */
export function CheckpointDialog({ open, onClose }: CheckpointDialogProps) {
  return (
    <Dialog.Root open={open} onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.backdrop} />
        <Dialog.Popup className={styles.popup}>
          <Dialog.Title className={styles.title}>Checkpoints</Dialog.Title>
          <FromFiles />
          <FromTheWeb />
          <CheckpointList />
          <div className={styles.buttons}>
            <Dialog.Close render={<Button />}>Close</Dialog.Close>
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function useBusy(): boolean {
  return useApp((s) => s.jobs.some(({ kind }) => kind === 'checkpoint'));
}

function FromFiles() {
  const add = useApp((s) => s.addCheckpoint);
  const isBusy = useBusy();
  const input = useRef<HTMLInputElement>(null);
  const take = (files: FileList | null) => {
    if (files?.length && !isBusy) void add([...files]);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    event.stopPropagation();
    take(event.dataTransfer.files);
  };
  return (
    <section
      className={styles.drop}
      aria-label="From files"
      onDragOver={(event) => event.preventDefault()}
      onDrop={drop}
    >
      <p className={styles.note}>
        AlexNet, Inception-v3, Inception-v4 or Inception-ResNet-v2 as safetensors; Inception-v3 or
        Inception-ResNet-v2 of Keras as .h5, or as model.json of TensorFlow.js together with its
        .bin files. Drop them here, or choose them.
      </p>
      <Button
        icon={<FilePlus aria-hidden />}
        disabled={isBusy}
        onClick={() => input.current?.click()}
      >
        Choose files
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        accept=".safetensors,.h5,.hdf5,.json,.bin"
        aria-label="Checkpoint files"
        onChange={(event) => {
          take(event.target.files);
          event.target.value = '';
        }}
      />
    </section>
  );
}

function FromTheWeb() {
  const offers = useApp((s) => s.checkpointOffers);
  const list = useApp((s) => s.listCheckpoints);
  useEffect(() => void list(), [list]);
  if (offers.length === 0) return null;
  return (
    <section aria-label="From the web">
      <h3 className={styles.heading}>From the web</h3>
      <p className={styles.note}>
        A download fetches the file from Hugging Face, a site on the internet, which then sees your
        address but none of your pictures. The file is kept in this browser and works offline.
      </p>
      <ul className={styles.list}>
        {offers.map((offer) => (
          <Offer key={offer.id} offer={offer} />
        ))}
      </ul>
    </section>
  );
}

function Offer({ offer }: { readonly offer: CheckpointOffer }) {
  const { id, title, bytes, licence, keptBytes } = offer;
  const downloadIt = useApp((s) => s.downloadCheckpoint);
  const remove = useApp((s) => s.removeCheckpoint);
  const isBusy = useBusy();
  return (
    <li className={styles.item}>
      <span>
        {title}
        <span className={styles.note}>
          {` ${formatBytes(bytes)}, ${licence}`}
          {keptBytes > 0 && `; ${formatBytes(keptBytes)} are here already`}
        </span>
      </span>
      <span className={styles.tools}>
        {keptBytes > 0 && (
          <Button
            kind="quiet"
            icon={<Trash2 aria-hidden />}
            aria-label={`Discard the unfinished download of ${title}`}
            disabled={isBusy}
            onClick={() => void remove(id)}
          />
        )}
        <Button
          icon={<Download aria-hidden />}
          aria-label={`Download ${title} from Hugging Face`}
          disabled={isBusy}
          onClick={() => void downloadIt(offer)}
        >
          {keptBytes > 0 ? 'Go on' : 'Download'}
        </Button>
      </span>
    </li>
  );
}
