import type { ReactNode } from 'react';
import styles from './WorkspacePage.module.css';

interface WorkspacePageProps {
  /** What the workspace is about or has found, in a sentence. */
  readonly summary: ReactNode;
  /** Buttons across from the summary. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A workspace under one line of summary; it scrolls where its parts need more room. */
export function WorkspacePage({ summary, actions, children }: WorkspacePageProps) {
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <p className={styles.summary}>{summary}</p>
        {actions}
      </header>
      {children}
    </div>
  );
}
