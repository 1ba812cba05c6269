import { useMemo } from 'react';
import type { PictureRecord } from '../../core/dataset/picture.ts';
import { type ScaleBin, scaleBins } from '../../core/scale/scale-bins.ts';
import { labelCounts, labelOf, presentPictures } from '../../state/selectors.ts';
import { useApp } from '../app-context.ts';
import { Button } from '../shared/Button.tsx';
import { EmptyState } from '../shared/EmptyState.tsx';
import { Panel } from '../shared/Panel.tsx';
import { countOf, displayLabel, formatCount, formatLength } from '../shared/words.ts';
import styles from './ScaleWorkspace.module.css';

/** Which scales the pictures have, by category: the paper's Table 1 over field widths. */
export function ScaleWorkspace() {
  const pictures = useApp(presentPictures);
  const showStage = useApp((s) => s.showStage);
  const known = useMemo(() => pictures.filter(hasScale), [pictures]);
  if (pictures.length === 0) {
    return (
      <EmptyState
        title="How large is what the pictures show?"
        actions={
          <Button kind="primary" onClick={() => showStage('images')}>
            Go to Images
          </Button>
        }
      >
        <p>Scales are read when pictures are added. Add pictures first.</p>
      </EmptyState>
    );
  }
  return (
    <div className={styles.scale}>
      <p className={styles.summary}>
        {known.length === 0
          ? 'None of these pictures carries its scale in its metadata.'
          : `${formatCount(known.length)} of ${countOf(pictures.length, 'picture')} carry their scale in their metadata.`}{' '}
        A scale that is only printed on the picture is not read.
      </p>
      {known.length > 0 && <FieldWidths pictures={known} />}
    </div>
  );
}

type Scaled = PictureRecord & { readonly scale: { readonly pixelSizeNm: number } };

function hasScale(record: PictureRecord): record is Scaled {
  return record.scale?.pixelSizeNm !== undefined;
}

function FieldWidths({ pictures }: { readonly pictures: readonly Scaled[] }) {
  const counts = useApp(labelCounts);
  const labels = useApp((s) => s.decided.labels);
  const bins = useMemo(() => {
    const classOf = new Map(counts.map(({ name }, i) => [name, i]));
    return scaleBins(
      pictures.map((record) => ({
        fieldWidthNm: record.scale.pixelSizeNm * record.width,
        classIndex: classOf.get(labelOf(record, labels)?.name ?? '') ?? -1,
      })),
      counts.length,
    );
  }, [pictures, counts, labels]);
  const columns = [...counts.map(({ name }) => displayLabel(name)), 'No label'];
  const used = columns
    .map((title, i) => ({
      title,
      i,
      total: bins.reduce((sum, bin) => sum + (bin.counts[i] ?? 0), 0),
    }))
    .filter(({ total }) => total > 0);
  const most = bins.reduce((max, { total }) => Math.max(max, total), 1);
  return (
    <Panel title="Pictures by field width and category" className={styles.panel}>
      <div className={styles.scroller}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Field width</th>
              {used.map(({ title }) => (
                <th key={title} scope="col">
                  {title}
                </th>
              ))}
              <th scope="col">Total</th>
            </tr>
          </thead>
          <tbody>
            {bins.map((bin) => (
              <tr key={bin.fromNm}>
                <th scope="row">{rangeOf(bin)}</th>
                {used.map(({ i, title }) => (
                  <td key={title}>{bin.counts[i] ? formatCount(bin.counts[i]) : ''}</td>
                ))}
                <td>
                  <span className={styles.bar} style={{ width: `${(60 * bin.total) / most}px` }} />
                  {formatCount(bin.total)}
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">Total</th>
              {used.map(({ title, total }) => (
                <td key={title}>{formatCount(total)}</td>
              ))}
              <td>{formatCount(pictures.length)}</td>
            </tr>
          </tfoot>
        </table>
      </div>
    </Panel>
  );
}

function rangeOf({ fromNm, toNm }: ScaleBin): string {
  return `${formatLength(fromNm)} – ${formatLength(toNm)}`;
}
