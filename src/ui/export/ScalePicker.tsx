import { Choice } from '../shared/Choice.tsx';
import { formatLength } from '../shared/words.ts';
import styles from './ExportWorkspace.module.css';

interface ScaleRange {
  readonly fromNm: number;
  readonly toNm: number;
}

interface ScalePickerProps {
  readonly range: ScaleRange;
  onChange(range: ScaleRange): void;
}

/** What stands beside the bars of electron micrographs: 1 nm to 5 mm by 1, 2, 5. */
const PRINTED = Array.from({ length: 21 }, (_, i) => [1, 2, 5][i % 3]! * 10 ** Math.floor(i / 3));

export function ScalePicker({ range, onChange }: ScalePickerProps) {
  const options = PRINTED.map((nm) => ({ value: String(nm), label: formatLength(nm) }));
  return (
    <div className={styles.range}>
      <Choice
        label="From"
        value={String(range.fromNm)}
        options={options}
        onChange={(nm) => onChange({ fromNm: Number(nm), toNm: Math.max(Number(nm), range.toNm) })}
      />
      <Choice
        label="To"
        value={String(range.toNm)}
        options={options}
        onChange={(nm) =>
          onChange({ toNm: Number(nm), fromNm: Math.min(Number(nm), range.fromNm) })
        }
      />
    </div>
  );
}
