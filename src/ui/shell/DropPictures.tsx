import { useEffect, useState } from 'react';
import { useApp } from '../app-context.ts';
import { droppedFiles } from '../images/dropped-files.ts';
import styles from './DropPictures.module.css';

/**
 * Takes pictures dropped anywhere on the page, which the browser would else open in its place. What something
 * inside the page has taken, it leaves alone.
 */
export function DropPictures() {
  const importFiles = useApp((s) => s.importFiles);
  const showStage = useApp((s) => s.showStage);
  const [isOver, setIsOver] = useState(false);
  useEffect(() => {
    const over = (event: DragEvent) => {
      const isTaken = event.defaultPrevented || !event.dataTransfer?.types.includes('Files');
      setIsOver(!isTaken);
      if (!isTaken) event.preventDefault();
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setIsOver(false);
    };
    const drop = (event: DragEvent) => {
      setIsOver(false);
      if (event.defaultPrevented || !event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      showStage('images');
      void droppedFiles(event.dataTransfer).then(importFiles);
    };
    addEventListener('dragover', over);
    addEventListener('dragleave', leave);
    addEventListener('drop', drop);
    return () => {
      removeEventListener('dragover', over);
      removeEventListener('dragleave', leave);
      removeEventListener('drop', drop);
    };
  }, [importFiles, showStage]);
  return isOver && <div className={styles.overlay}>Drop to add these pictures</div>;
}
