import type { PictureRecord } from '../../core/dataset/picture.ts';
import type { FigureSize } from '../../figures/plot-area.ts';
import { labelOf, scaleOf } from '../../state/selectors.ts';
import { useApp } from '../app-context.ts';
import { Thumbnail } from '../shared/Thumbnail.tsx';
import { displayLabel, fileNameOf, formatLength } from '../shared/words.ts';
import styles from './MapWorkspace.module.css';
import type { Place } from './map-scene.ts';

const UNITS = { nm: 'nm', um: 'µm', mm: 'mm' };
const GAP = 14;

interface MapHoverProps {
  readonly record: PictureRecord;
  readonly at: Place;
  readonly size: FigureSize;
  /** What it is coloured by, where that isn't said anyway. */
  readonly colour: string | undefined;
}

/** The picture under the pointer. */
export function MapHover({ record, at, size, colour }: MapHoverProps) {
  const label = useApp((s) => labelOf(record, s.decided.labels)?.name);
  const scale = useApp((s) => scaleOf(record, s.decided.scales));
  const horizontal =
    at.x > size.width / 2 ? { right: size.width - at.x + GAP } : { left: at.x + GAP };
  const vertical = at.y > size.height / 2 ? { bottom: size.height - at.y } : { top: at.y };
  const name = fileNameOf(record.path);
  const facts = [
    label === undefined ? 'no label' : displayLabel(label),
    scale?.label && `${scale.label.value} ${UNITS[scale.label.unit]}`,
    scale?.pixelSizeNm !== undefined && `${formatLength(scale.pixelSizeNm)} a pixel`,
  ];
  return (
    <div className={styles.hover} style={{ ...horizontal, ...vertical }} role="status">
      <div className={styles.hoverPicture}>
        <Thumbnail picture={record.id} alt={name} />
      </div>
      <strong className={styles.hoverName}>{name}</strong>
      <span>{facts.filter(Boolean).join(' · ')}</span>
      {colour && <span className={styles.hoverColour}>{colour}</span>}
    </div>
  );
}
