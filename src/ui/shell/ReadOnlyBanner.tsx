import { Lock } from 'lucide-react';
import { useApp } from '../app-context.ts';
import { Button } from '../shared/Button.tsx';
import styles from './ReadOnlyBanner.module.css';

/** Says that another tab writes the project, and what can't be done here meanwhile. */
export function ReadOnlyBanner() {
  const isReadOnly = useApp((s) => s.isReadOnly);
  const project = useApp((s) => s.project);
  const openProject = useApp((s) => s.openProject);
  const isOpening = useApp((s) => s.jobs.some(({ kind }) => kind === 'open'));
  if (!isReadOnly || !project) return null;
  return (
    <div className={styles.banner} role="status">
      <Lock aria-hidden />
      <span>
        {project.name} is open in another tab, so that it can only be looked at here: adding,
        labelling, cropping and removing pictures, naming clusters and taking features are off.
        Exports work; what is computed here is not kept. When that tab is closed, this one takes
        over.
      </span>
      <Button disabled={isOpening} onClick={() => void openProject(project.id)}>
        Try again
      </Button>
    </div>
  );
}
