import { type DragEvent, useState } from 'react';
import { presentPictures } from '../../state/selectors.ts';
import { NO_FILTER } from '../../state/view.ts';
import { useApp } from '../app-context.ts';
import { Button } from '../shared/Button.tsx';
import { EmptyState } from '../shared/EmptyState.tsx';
import { PictureGrid } from '../shared/PictureGrid.tsx';
import { Duplicates } from './Duplicates.tsx';
import { droppedFiles } from './dropped-files.ts';
import { FilterBar } from './FilterBar.tsx';
import { FirstScreen } from './FirstScreen.tsx';
import styles from './ImagesWorkspace.module.css';
import { Problems } from './Problems.tsx';
import { visiblePictures } from './visible-pictures.ts';

export function ImagesWorkspace() {
  const isEmpty = useApp((s) => s.records.length === 0);
  const isShowingAlike = useApp((s) => s.isShowingAlike);
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
          {isShowingAlike ? <Duplicates /> : <VisiblePictures />}
        </>
      )}
      {hasProblems && <Problems />}
      {isOver && <div className={styles.overlay}>Drop to add these pictures</div>}
    </div>
  );
}

function VisiblePictures() {
  const setFilter = useApp((s) => s.setFilter);
  const isFiltered = useApp((s) => s.filter.removed || presentPictures(s).length > 0);
  return (
    <PictureGrid
      label="Pictures"
      pictures={useApp(visiblePictures)}
      empty={
        isFiltered ? (
          <EmptyState
            title="No picture fits the filters"
            actions={<Button onClick={() => setFilter(NO_FILTER)}>Clear all filters</Button>}
          >
            <p>Choose another label, shorten the text, or look at what “More filters” asks for.</p>
          </EmptyState>
        ) : (
          <EmptyState
            title="All pictures are removed"
            actions={<Button onClick={() => setFilter({ removed: true })}>Show them</Button>}
          >
            <p>They can be restored, or add others.</p>
          </EmptyState>
        )
      }
    />
  );
}
