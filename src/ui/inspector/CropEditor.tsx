import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import type { PictureRecord } from '../../core/dataset/picture.ts';
import { cropGroup, cropOf } from '../../state/crop-group.ts';
import { useApp, useAppContext } from '../app-context.ts';
import { Button } from '../shared/Button.tsx';
import { countOf, formatCount } from '../shared/words.ts';
import styles from './CropEditor.module.css';

interface CropEditorProps {
  readonly record: PictureRecord;
  readonly url: string;
  onClose(): void;
}

/** Chooses the lower edge of what the networks see, for one picture or for all that are like it. */
export function CropEditor({ record, url, onClose }: CropEditorProps) {
  const { store } = useAppContext();
  const present = useApp((s) => cropOf(s, record));
  const setCrop = useApp((s) => s.setCrop);
  const isReadOnly = useApp((s) => s.isReadOnly);
  const isAtHand = useIsAtHand(record);
  const [bottom, setBottom] = useState(present.y + present.height);
  const [group] = useState(() => cropGroup(store.getState(), record));
  const crop = { x: 0, y: 0, width: record.width, height: bottom };
  const apply = (records: readonly PictureRecord[], chosen: typeof crop | null) => {
    void setCrop(
      records.map(({ id }) => id),
      chosen,
    );
    onClose();
  };
  return (
    <section className={styles.editor} aria-label="Crop">
      <CropPicture record={record} url={url} bottom={bottom} onChange={setBottom} />
      <p className={styles.note}>
        The networks see the upper {formatCount(bottom)} of {formatCount(record.height)} rows.{' '}
        {isAtHand
          ? 'They are cut from the file.'
          : 'The file is not at hand, so they are cut from the stored preview; add its folder again, and they are cut from the file.'}{' '}
        Take features again afterwards.
      </p>
      <div className={styles.buttons}>
        <Button kind="primary" disabled={isReadOnly} onClick={() => apply([record], crop)}>
          Crop this picture
        </Button>
        {group.length > 1 && (
          <Button
            disabled={isReadOnly}
            title="Pictures of the same size from the same vendor"
            onClick={() => apply(group, crop)}
          >
            Crop all {countOf(group.length, 'picture')} like it
          </Button>
        )}
        <Button disabled={isReadOnly} onClick={() => apply([record], null)}>
          As found
        </Button>
        <Button kind="quiet" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </section>
  );
}

/** Whether the picture's file can be read now; true until that is known. */
function useIsAtHand(record: PictureRecord): boolean {
  const findOriginals = useApp((s) => s.findOriginals);
  const [isAtHand, setIsAtHand] = useState(true);
  useEffect(() => {
    let isCurrent = true;
    const look = async () => {
      const file = await (await findOriginals())(record);
      if (isCurrent) setIsAtHand(file !== undefined);
    };
    look().catch(() => isCurrent && setIsAtHand(false));
    return () => {
      isCurrent = false;
    };
  }, [findOriginals, record]);
  return isAtHand;
}

interface CropPictureProps {
  readonly record: PictureRecord;
  readonly url: string;
  readonly bottom: number;
  onChange(bottom: number): void;
}

function CropPicture({ record: { width, height }, url, bottom, onChange }: CropPictureProps) {
  const frame = useRef<HTMLDivElement>(null);
  const to = (row: number) => onChange(Math.min(height, Math.max(1, Math.round(row))));
  const drag = (event: PointerEvent) => {
    const box = frame.current?.getBoundingClientRect();
    if (!box || event.buttons !== 1) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    to(((event.clientY - box.top) / box.height) * height);
  };
  const press = (event: KeyboardEvent) => {
    const page = Math.round(height / 20);
    const steps: Record<string, number> = {
      ArrowUp: event.shiftKey ? -10 : -1,
      ArrowDown: event.shiftKey ? 10 : 1,
      PageUp: -page,
      PageDown: page,
      Home: -height,
      End: height,
    };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    to(bottom + step);
  };
  const top = `${(100 * bottom) / height}%`;
  return (
    <div
      ref={frame}
      className={styles.picture}
      style={{ aspectRatio: `${width} / ${height}` }}
      onPointerDown={drag}
      onPointerMove={drag}
    >
      <img src={url} alt="" draggable={false} />
      <div className={styles.left} style={{ top }} />
      <div
        className={styles.edge}
        style={{ top }}
        role="slider"
        tabIndex={0}
        aria-label="Lower edge"
        aria-orientation="vertical"
        aria-valuemin={1}
        aria-valuemax={height}
        aria-valuenow={bottom}
        aria-valuetext={`row ${bottom} of ${height}`}
        onKeyDown={press}
      />
    </div>
  );
}
