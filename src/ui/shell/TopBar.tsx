import { Moon, Redo2, Sun, Undo2 } from 'lucide-react';
import { useApp } from '../app-context.ts';
import { Button } from '../shared/Button.tsx';
import { Hint } from '../shared/Hint.tsx';
import { formatBytes } from '../shared/words.ts';
import { ProjectMenu } from './ProjectMenu.tsx';
import styles from './TopBar.module.css';

export function TopBar() {
  const theme = useApp((s) => s.theme);
  const setTheme = useApp((s) => s.setTheme);
  const undo = useApp((s) => s.undo);
  const redo = useApp((s) => s.redo);
  const canUndo = useApp((s) => s.log.standing > 0 && !s.isReadOnly);
  const canRedo = useApp((s) => s.log.standing < s.log.total && !s.isReadOnly);
  const other = theme === 'dark' ? 'light' : 'dark';
  return (
    <header className={styles.bar}>
      <h1 className={styles.mark}>Semscape</h1>
      <ProjectMenu />
      <div className={styles.tools}>
        <Hint text="Undo (Ctrl Z)">
          <Button
            kind="quiet"
            aria-label="Undo"
            icon={<Undo2 aria-hidden />}
            disabled={!canUndo}
            onClick={() => void undo()}
          />
        </Hint>
        <Hint text="Redo (Ctrl Shift Z)">
          <Button
            kind="quiet"
            aria-label="Redo"
            icon={<Redo2 aria-hidden />}
            disabled={!canRedo}
            onClick={() => void redo()}
          />
        </Hint>
      </div>
      <StorageUse />
      <Hint text={`Use the ${other} theme`}>
        <Button
          kind="quiet"
          aria-label={`Use the ${other} theme`}
          icon={theme === 'dark' ? <Sun aria-hidden /> : <Moon aria-hidden />}
          onClick={() => setTheme(other)}
        />
      </Hint>
    </header>
  );
}

function StorageUse() {
  const use = useApp((s) => s.storageUse);
  if (!use) return <span className={styles.storage} />;
  const kept = use.persistent ? 'kept until you delete it' : 'kept while the disk has room';
  return (
    <Hint text={`On this machine only, ${kept}; ${formatBytes(use.quotaBytes)} may be used.`}>
      <button type="button" className={styles.storage}>
        {formatBytes(use.usedBytes)} on this machine
      </button>
    </Hint>
  );
}
