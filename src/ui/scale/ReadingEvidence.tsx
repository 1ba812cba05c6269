import type { PictureRecord, Rectangle } from '../../core/dataset/picture.ts';
import type { ScaleReading } from '../../core/scale/scale-reading.ts';
import { usePreview } from '../shared/use-preview.ts';
import styles from './ScaleWorkspace.module.css';

interface ReadingEvidenceProps {
  readonly record: PictureRecord;
  readonly scale: ScaleReading | undefined;
}

/** The picture, and the part of it that was read with what was found drawn on it. */
export function ReadingEvidence({ record, scale }: ReadingEvidenceProps) {
  const url = usePreview(record.id);
  const { width, height } = record;
  const evidence = scale?.evidence;
  const crop = evidence?.crop ?? { x: 0, y: height * 0.8, width, height: height * 0.2 };
  if (!url) return <div className={styles.evidence} />;
  return (
    <div className={styles.evidence}>
      <svg
        className={styles.read}
        viewBox={`${crop.x} ${crop.y} ${crop.width} ${crop.height}`}
        role="img"
        aria-label="The part of the picture that was read"
      >
        <image href={url} x={0} y={0} width={width} height={height} preserveAspectRatio="none" />
        {evidence?.label && <Box box={evidence.label} className={styles.labelBox} />}
        {evidence?.bar && (
          <line
            className={styles.barLine}
            x1={evidence.bar.from}
            x2={evidence.bar.to}
            y1={evidence.bar.y}
            y2={evidence.bar.y}
          />
        )}
      </svg>
      <img className={styles.whole} src={url} alt={record.path} />
    </div>
  );
}

function Box({
  box,
  className,
}: {
  readonly box: Rectangle;
  readonly className: string | undefined;
}) {
  const { x, y, width, height } = box;
  return <rect className={className} x={x} y={y} width={width} height={height} />;
}
