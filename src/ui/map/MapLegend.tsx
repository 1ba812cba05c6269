import type { CSSProperties } from 'react';
import { swatchColor } from '../../figures/scatter-colouring.ts';
import { useFigureTheme } from '../figures/use-figure-theme.ts';
import { Button } from '../shared/Button.tsx';
import { formatCount } from '../shared/words.ts';
import styles from './MapWorkspace.module.css';
import type { MapColouring } from './use-colouring.ts';

interface MapLegendProps {
  readonly colouring: MapColouring;
  /** None means all. */
  readonly highlighted: ReadonlySet<number>;
  onHighlight(entries: ReadonlySet<number>): void;
  /** Selects the pictures of the highlighted entries. */
  onSelect(): void;
}

export function MapLegend({ colouring, highlighted, onHighlight, onSelect }: MapLegendProps) {
  const theme = useFigureTheme();
  const { title, entries } = colouring;
  const toggle = (entry: number) => {
    const next = new Set(highlighted);
    if (!next.delete(entry)) next.add(entry);
    onHighlight(next);
  };
  const count = entries.reduce((sum, one, i) => sum + (highlighted.has(i) ? one.count : 0), 0);
  return (
    <section className={styles.legend} aria-label={`Legend: ${title}`}>
      <h3 className={styles.legendTitle}>{title}</h3>
      <ul className={styles.entries}>
        {entries.map(({ label, count: of, swatch }, i) => (
          <li key={`${swatch.kind} ${label}`}>
            <button
              type="button"
              className={styles.entry}
              aria-pressed={highlighted.has(i)}
              data-faint={(highlighted.size > 0 && !highlighted.has(i)) || undefined}
              title={label}
              onClick={() => toggle(i)}
            >
              <span
                className={styles.swatch}
                style={{ '--swatch': swatchColor(swatch, theme) } as CSSProperties}
              />
              <span className={styles.entryLabel}>{label}</span>
              <span className={styles.entryCount}>{formatCount(of)}</span>
            </button>
          </li>
        ))}
      </ul>
      {highlighted.size > 0 && (
        <div className={styles.legendTools}>
          <Button onClick={onSelect}>Select {formatCount(count)}</Button>
          <Button kind="quiet" onClick={() => onHighlight(new Set())}>
            Show all
          </Button>
        </div>
      )}
    </section>
  );
}
