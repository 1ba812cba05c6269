import { Dialog } from '@base-ui/react/dialog';
import { Trash2 } from 'lucide-react';
import type { TrainingRun } from '../../core/training/training-run.ts';
import { useApp } from '../app-context.ts';
import { Button } from '../shared/Button.tsx';
import dialog from '../shared/TextDialog.module.css';

/** Asks first: nothing brings a run back. */
export function DeleteRun({ run: { id, name, status } }: { readonly run: TrainingRun }) {
  const remove = useApp((s) => s.removeRun);
  const isRunning = status === 'running';
  return (
    <Dialog.Root>
      <Dialog.Trigger
        disabled={isRunning}
        render={
          <Button
            kind="quiet"
            aria-label={`Delete ${name}`}
            title={isRunning ? 'Pause the run first' : undefined}
            icon={<Trash2 aria-hidden />}
          />
        }
      />
      <Dialog.Portal>
        <Dialog.Backdrop className={dialog.backdrop} />
        <Dialog.Popup className={dialog.popup}>
          <Dialog.Title className={dialog.title}>Delete “{name}”?</Dialog.Title>
          <p>
            Its curve, its record, its trained network and its predictions are gone for good; labels
            that were accepted from it stay. To keep the network, save it first.
          </p>
          <div className={dialog.buttons}>
            <Dialog.Close render={<Button>Cancel</Button>} />
            <Dialog.Close
              render={
                <Button kind="danger" onClick={() => void remove(id)}>
                  Delete
                </Button>
              }
            />
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
