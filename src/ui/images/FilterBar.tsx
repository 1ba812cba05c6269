import { Search } from 'lucide-react';
import { labelCounts, presentPictures } from '../../state/selectors.ts';
import { useApp } from '../app-context.ts';
import { Choice } from '../shared/Choice.tsx';
import { countOf, displayLabel, formatCount } from '../shared/words.ts';
import { DuplicatesButton } from './DuplicatesButton.tsx';
import styles from './FilterBar.module.css';
import { MoreFilters } from './MoreFilters.tsx';
import { PickButtons } from './PickButtons.tsx';
import { SortChoice } from './SortChoice.tsx';
import { visiblePictures } from './visible-pictures.ts';

const ALL = 'all';
const NONE = 'none';
const NAMED = 'label:';

export function FilterBar() {
  const text = useApp((s) => s.filter.text);
  const setFilter = useApp((s) => s.setFilter);
  return (
    <div className={styles.room}>
      <div className={styles.bar}>
        <LabelFilter />
        <label className={styles.search}>
          <Search aria-hidden />
          <input
            type="search"
            aria-label="Words of a path or of the microscope’s notes"
            placeholder="Name, detector…"
            value={text}
            onChange={(event) => setFilter({ text: event.target.value })}
          />
        </label>
        <MoreFilters />
        <SortChoice />
        <DuplicatesButton />
        <div className={styles.tools}>
          <ShownCount />
          <PickButtons isFirst={false} />
        </div>
      </div>
    </div>
  );
}

function LabelFilter() {
  const label = useApp((s) => s.filter.label);
  const setFilter = useApp((s) => s.setFilter);
  const labels = useApp(labelCounts);
  const total = useApp((s) => presentPictures(s).length);
  const labelled = labels.reduce((sum, { count }) => sum + count, 0);
  const options = [
    { value: ALL, label: 'All labels', note: formatCount(total) },
    ...labels.map(({ name, count }) => ({
      value: NAMED + name,
      label: displayLabel(name),
      note: formatCount(count),
    })),
    { value: NONE, label: 'No label', note: formatCount(total - labelled) },
  ];
  const value = label === undefined ? ALL : label === null ? NONE : NAMED + label;
  const choose = (chosen: string) =>
    setFilter({
      label: chosen === ALL ? undefined : chosen === NONE ? null : chosen.slice(NAMED.length),
    });
  return (
    <div className={styles.label}>
      <Choice label="Label" labelHidden value={value} options={options} onChange={choose} />
    </div>
  );
}

function ShownCount() {
  const isRemoved = useApp((s) => s.filter.removed);
  const total = useApp((s) => presentPictures(s).length);
  const shown = useApp((s) => visiblePictures(s).length);
  return (
    <span className={styles.count} aria-live="polite">
      {isRemoved ? (
        countOf(shown, 'removed picture')
      ) : shown === total ? (
        countOf(total, 'picture')
      ) : (
        <>
          {formatCount(shown)} of {formatCount(total)}
          <span className={styles.noun}> {total === 1 ? 'picture' : 'pictures'}</span>
        </>
      )}
    </span>
  );
}
