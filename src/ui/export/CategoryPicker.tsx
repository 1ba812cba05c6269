import { labelCounts } from '../../state/selectors.ts';
import { useApp } from '../app-context.ts';
import { displayLabel, formatCount } from '../shared/words.ts';
import { CheckList } from './CheckList.tsx';

interface CategoryPickerProps {
  readonly chosen: ReadonlySet<string>;
  onChange(chosen: ReadonlySet<string>): void;
}

export function CategoryPicker({ chosen, onChange }: CategoryPickerProps) {
  const labels = useApp(labelCounts);
  const items = labels.map(({ name, count }) => ({
    key: name,
    title: displayLabel(name),
    note: formatCount(count),
  }));
  return <CheckList label="Labels" items={items} chosen={chosen} onChange={onChange} />;
}
