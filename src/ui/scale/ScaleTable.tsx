import { useState } from 'react';
import type { ScaleBin } from '../../core/scale/scale-bins.ts';
import type { ScaleMeasure } from '../../core/scale/scale-range.ts';
import { useApp } from '../app-context.ts';
import { Choice } from '../shared/Choice.tsx';
import { EmptyState } from '../shared/EmptyState.tsx';
import { Panel } from '../shared/Panel.tsx';
import { displayLabel, formatCount, formatLength } from '../shared/words.ts';
import { binnedScales } from './binned-scales.ts';
import styles from './ScaleWorkspace.module.css';
import { MEASURES, scaleOverview } from './scale-pictures.ts';

/** Table 1 of the paper: how many pictures of each category have which scale. */
export function ScaleTable() {
  const [measure, setMeasure] = useState<ScaleMeasure>('printed-scale');
  const { bins, names, unknown } = useApp((s) => binnedScales(s, measure));
  const isWaiting = useApp((s) => scaleOverview(s).waiting > 0);
  const titles = [...names.map(displayLabel), 'No label'];
  return (
    <Panel
      title="Pictures by scale and category"
      tools={
        <Choice
          label="Measure"
          labelHidden
          value={measure}
          options={MEASURES}
          onChange={(chosen) => setMeasure(chosen)}
        />
      }
    >
      {bins.length === 0 ? (
        <EmptyState title="No scale of this kind is known yet">
          <p>
            {isWaiting
              ? 'Read the scales, or choose another measure.'
              : 'None was found. Type scales in under “To review”, or choose another measure.'}
          </p>
        </EmptyState>
      ) : (
        <BinTable
          bins={bins}
          unknown={unknown}
          titles={titles}
          isPrinted={measure === 'printed-scale'}
        />
      )}
    </Panel>
  );
}

interface BinTableProps {
  readonly bins: readonly ScaleBin[];
  /** Pictures without a scale of this kind, as the counts of a bin. */
  readonly unknown: readonly number[];
  /** Of the counts of a bin. */
  readonly titles: readonly string[];
  readonly isPrinted: boolean;
}

function BinTable({ bins, unknown, titles, isPrinted }: BinTableProps) {
  const columns = titles
    .map((title, i) => ({ title, i, total: bins.reduce((sum, b) => sum + (b.counts[i] ?? 0), 0) }))
    .filter(({ total, i }) => total > 0 || (unknown[i] ?? 0) > 0);
  const most = bins.reduce((max, { total }) => Math.max(max, total), 1);
  const all = bins.reduce((sum, { total }) => sum + total, 0);
  const unknownInAll = unknown.reduce((a, b) => a + b, 0);
  return (
    <div className={styles.scroller}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{isPrinted ? 'Printed' : 'From – to'}</th>
            {columns.map(({ title }) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
            <th scope="col">Total</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {bins.map(({ fromNm, toNm, counts, total }) => (
            <tr key={fromNm}>
              <th scope="row">
                {isPrinted
                  ? formatLength(fromNm)
                  : `${formatLength(fromNm)} – ${formatLength(toNm)}`}
              </th>
              {columns.map(({ i, title }) => (
                <td key={title}>{counts[i] ? formatCount(counts[i]) : ''}</td>
              ))}
              <td>{formatCount(total)}</td>
              <td>
                <div className={styles.bar} style={{ width: `${(100 * total) / most}%` }} />
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">Total</th>
            {columns.map(({ title, total }) => (
              <td key={title}>{formatCount(total)}</td>
            ))}
            <td>{formatCount(all)}</td>
            <td />
          </tr>
          {unknownInAll > 0 && (
            <tr className={styles.unknown}>
              <th scope="row">Not known</th>
              {columns.map(({ title, i }) => (
                <td key={title}>{unknown[i] ? formatCount(unknown[i]) : ''}</td>
              ))}
              <td>{formatCount(unknownInAll)}</td>
              <td />
            </tr>
          )}
        </tfoot>
      </table>
    </div>
  );
}
