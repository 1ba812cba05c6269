import { Dialog } from '@base-ui/react/dialog';
import { type FormEvent, useId, useState } from 'react';
import { Button } from './Button.tsx';
import styles from './TextDialog.module.css';

interface TextDialogProps {
  readonly open: boolean;
  readonly title: string;
  readonly label: string;
  readonly initial: string;
  readonly confirm: string;
  /** Offered while typing. */
  readonly suggestions?: readonly string[];
  isValid?(text: string): boolean;
  onConfirm(text: string): void;
  onClose(): void;
}

/** Asks for one line of text. */
export function TextDialog(props: TextDialogProps) {
  return (
    <Dialog.Root open={props.open} onOpenChange={(open) => !open && props.onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.backdrop} />
        <Dialog.Popup className={styles.popup}>
          <Dialog.Title className={styles.title}>{props.title}</Dialog.Title>
          <TextForm {...props} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function TextForm(props: TextDialogProps) {
  const { label, initial, confirm, suggestions = [], isValid = (t) => t !== '' } = props;
  const [text, setText] = useState(initial);
  const id = useId();
  const trimmed = text.trim();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isValid(trimmed)) return;
    props.onConfirm(trimmed);
    props.onClose();
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        className={styles.input}
        value={text}
        autoComplete="off"
        list={`${id}-suggestions`}
        onChange={(event) => setText(event.target.value)}
        onFocus={(event) => event.target.select()}
      />
      <datalist id={`${id}-suggestions`}>
        {suggestions.map((suggestion) => (
          <option key={suggestion} value={suggestion} />
        ))}
      </datalist>
      <div className={styles.buttons}>
        <Button onClick={props.onClose}>Cancel</Button>
        <Button kind="primary" type="submit" disabled={!isValid(trimmed)}>
          {confirm}
        </Button>
      </div>
    </form>
  );
}
