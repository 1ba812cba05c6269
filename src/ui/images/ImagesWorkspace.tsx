import { type DragEvent, useState } from 'react';
import { presentPictures } from '../../state/selectors.ts';
import { useApp } from '../app-context.ts';
import { EmptyState } from '../shared/EmptyState.tsx';
import { PictureGrid } from '../shared/PictureGrid.tsx';
import { droppedFiles } from './dropped-files.ts';
import { FilterBar } from './FilterBar.tsx';
import { FirstScreen } from './FirstScreen.tsx';
import styles from './ImagesWorkspace.module.css';
import { Problems } from './Problems.tsx';
import { visiblePictures } from './visible-pictures.ts';

export function ImagesWorkspace() {
  const isEmpty = useApp((s) => presentPictures(s).length === 0);
  const hasProblems = useApp((s) => s.problems.length > 0);
  const importFiles = useApp((s) => s.importFiles);
  const [isOver, setIsOver] = useState(false);
  const over = (event: DragEvent) => {
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    setIsOver(true);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    void droppedFiles(event.dataTransfer).then(importFiles);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping has keyboard twins, the two buttons that pick files
    <div
      className={styles.images}
      data-over={isOver || undefined}
      onDragOver={over}
      onDragLeave={(event) => event.currentTarget === event.target && setIsOver(false)}
      onDrop={drop}
    >
      {isEmpty ? (
        <FirstScreen />
      ) : (
        <>
          <FilterBar />
          <VisiblePictures />
        </>
      )}
      {hasProblems && <Problems />}
      {isOver && <div className={styles.overlay}>Drop to add these pictures</div>}
    </div>
  );
}

function VisiblePictures() {
  return (
    <PictureGrid
      label="Pictures"
      pictures={useApp(visiblePictures)}
      empty={
        <EmptyState title="No picture fits the filter">
          <p>Choose another label or shorten the text.</p>
        </EmptyState>
      }
    />
  );
}
