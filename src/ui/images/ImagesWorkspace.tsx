import { presentPictures } from '../../state/selectors.ts';
import { NO_FILTER } from '../../state/view.ts';
import { useApp } from '../app-context.ts';
import { Button } from '../shared/Button.tsx';
import { EmptyState } from '../shared/EmptyState.tsx';
import { PictureGrid } from '../shared/PictureGrid.tsx';
import { Duplicates } from './Duplicates.tsx';
import { FilterBar } from './FilterBar.tsx';
import { FirstScreen } from './FirstScreen.tsx';
import styles from './ImagesWorkspace.module.css';
import { Problems } from './Problems.tsx';
import { visiblePictures } from './visible-pictures.ts';

export function ImagesWorkspace() {
  const isEmpty = useApp((s) => s.records.length === 0);
  const isShowingAlike = useApp((s) => s.isShowingAlike);
  const hasProblems = useApp((s) => s.problems.length > 0);
  return (
    <div className={styles.images}>
      {isEmpty ? (
        <FirstScreen />
      ) : (
        <>
          <FilterBar />
          {isShowingAlike ? <Duplicates /> : <VisiblePictures />}
        </>
      )}
      {hasProblems && <Problems />}
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
