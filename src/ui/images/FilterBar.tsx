import { Search } from 'lucide-react';
import { labelCounts, presentPictures } from '../../state/selectors.ts';
import { useApp } from '../app-context.ts';
import { Choice } from '../shared/Choice.tsx';
import { countOf, displayLabel, formatCount } from '../shared/words.ts';
import styles from './FilterBar.module.css';
import { PickButtons } from './PickButtons.tsx';
import { visiblePictures } from './visible-pictures.ts';

const ALL = 'all';
const NONE = 'none';
const NAMED = 'label:';

export function FilterBar() {
  const filter = useApp((s) => s.filter);
  const setFilter = useApp((s) => s.setFilter);
  const labels = useApp(labelCounts);
  const total = useApp((s) => presentPictures(s).length);
  const shown = useApp((s) => visiblePictures(s).length);
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
  const value =
    filter.label === undefined ? ALL : filter.label === null ? NONE : NAMED + filter.label;
  const choose = (chosen: string) =>
    setFilter({
      label: chosen === ALL ? undefined : chosen === NONE ? null : chosen.slice(NAMED.length),
    });
  return (
    <div className={styles.bar}>
      <div className={styles.label}>
        <Choice label="Label" labelHidden value={value} options={options} onChange={choose} />
      </div>
      <label className={styles.search}>
        <Search aria-hidden />
        <input
          type="search"
          aria-label="Part of a file name or folder"
          placeholder="File name or folder"
          value={filter.text}
          onChange={(event) => setFilter({ text: event.target.value })}
        />
      </label>
      <span className={styles.count} aria-live="polite">
        {shown === total
          ? countOf(total, 'picture')
          : `${formatCount(shown)} of ${countOf(total, 'picture')}`}
      </span>
      <div className={styles.tools}>
        <PickButtons isFirst={false} />
      </div>
    </div>
  );
}
