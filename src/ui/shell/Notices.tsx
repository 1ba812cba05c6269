import { CircleAlert, Info, X } from 'lucide-react';
import { useApp } from '../app-context.ts';
import styles from './Notices.module.css';

export function Notices() {
  const notices = useApp((s) => s.notices);
  const dismiss = useApp((s) => s.dismissNotice);
  return (
    <ul className={styles.notices} aria-label="Notices" aria-live="polite">
      {notices.map(({ id, tone, text }) => (
        <li key={id} className={styles.notice} data-tone={tone}>
          {tone === 'problem' ? <CircleAlert aria-hidden /> : <Info aria-hidden />}
          <span>{text}</span>
          <button
            type="button"
            className={styles.dismiss}
            aria-label="Dismiss"
            onClick={() => dismiss(id)}
          >
            <X aria-hidden />
          </button>
        </li>
      ))}
    </ul>
  );
}
