import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { PictureId, PictureRecord } from '../../core/dataset/picture.ts';
import { useApp } from '../app-context.ts';

import { PictureCard } from './PictureCard.tsx';
import styles from './PictureGrid.module.css';

const CARD_WIDTH = 148;
const CARD_HEIGHT = 152;
const GAP = 8;

interface PictureGridProps {
  readonly label: string;
  readonly pictures: readonly PictureRecord[];
  /** Shown when there are none. */
  readonly empty: ReactNode;
}

/** Rows of cards that can be selected, of which only those on screen exist. */
export function PictureGrid({ label, pictures, empty }: PictureGridProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const columns = useColumns(scroller);
  const { click, press, active } = useGridSelection(pictures, columns);
  const rows = useVirtualizer({
    count: Math.ceil(pictures.length / columns),
    getScrollElement: () => scroller.current,
    estimateSize: () => CARD_HEIGHT + GAP,
    overscan: 4,
  });
  const activeRow = active < 0 ? -1 : Math.floor(active / columns);
  useEffect(() => {
    if (activeRow >= 0) rows.scrollToIndex(activeRow);
  }, [activeRow, rows]);
  return (
    <div
      ref={scroller}
      className={styles.scroller}
      role="listbox"
      aria-label={label}
      aria-multiselectable
      aria-activedescendant={active < 0 ? undefined : `picture-${active}`}
      tabIndex={0}
      onKeyDown={press}
    >
      {pictures.length === 0 && empty}
      <div className={styles.all} style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map((row) => (
          <div
            key={row.key}
            className={styles.row}
            style={{
              transform: `translateY(${row.start}px)`,
              gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
            }}
          >
            {pictures
              .slice(row.index * columns, (row.index + 1) * columns)
              .map((record, column) => (
                <PictureCard
                  key={record.id}
                  record={record}
                  index={row.index * columns + column}
                  total={pictures.length}
                  onClick={click}
                />
              ))}
          </div>
        ))}
      </div>
    </div>
  );
}

function useColumns(scroller: React.RefObject<HTMLDivElement | null>): number {
  const [columns, setColumns] = useState(4);
  useEffect(() => {
    if (!scroller.current) return;
    const observer = new ResizeObserver(([entry]) => {
      const width = entry?.contentRect.width ?? 0;
      setColumns(Math.max(1, Math.floor((width + GAP) / (CARD_WIDTH + GAP))));
    });
    observer.observe(scroller.current);
    return () => observer.disconnect();
  }, [scroller]);
  return columns;
}

/** Looked for where it was last: the list of a gallery mostly grows at its end. */
function usePlaceOf(picture: PictureId | undefined, pictures: readonly PictureRecord[]): number {
  const last = useRef(-1);
  return useMemo(() => {
    if (picture === undefined) return -1;
    if (pictures[last.current]?.id === picture) return last.current;
    last.current = pictures.findIndex(({ id }) => id === picture);
    return last.current;
  }, [picture, pictures]);
}

/** Click, Ctrl-click, Shift-click, and the same by arrows, Ctrl A and Escape. */
function useGridSelection(pictures: readonly PictureRecord[], columns: number) {
  const select = useApp((s) => s.select);
  const toggle = useApp((s) => s.toggleSelected);
  const focus = useApp((s) => s.focus);
  const [anchor, setAnchor] = useState(0);
  const active = usePlaceOf(focus, pictures);
  const take = (index: number, extend: boolean) => {
    const record = pictures[index];
    if (!record) return;
    if (!extend) setAnchor(index);
    const [from, to] = extend ? [Math.min(anchor, index), Math.max(anchor, index)] : [index, index];
    select(
      pictures.slice(from, to + 1).map(({ id }) => id),
      record.id,
    );
  };
  const click = (event: MouseEvent, index: number) => {
    const record = pictures[index];
    if (record && (event.ctrlKey || event.metaKey)) {
      setAnchor(index);
      toggle(record.id);
    } else take(index, event.shiftKey);
  };
  const press = (event: KeyboardEvent) => {
    const steps: Record<string, number> = {
      ArrowLeft: -1,
      ArrowRight: 1,
      ArrowUp: -columns,
      ArrowDown: columns,
      Home: -Infinity,
      End: Infinity,
    };
    const step = steps[event.key];
    if (step !== undefined) {
      const next = active < 0 ? 0 : active + step;
      take(Math.max(0, Math.min(pictures.length - 1, next)), event.shiftKey);
    } else if (event.key.toLowerCase() === 'a' && (event.ctrlKey || event.metaKey)) {
      select(
        pictures.map(({ id }) => id),
        focus,
      );
    } else if (event.key === 'Escape') select([]);
    else return;
    event.preventDefault();
  };
  return { click, press, active };
}
