import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useRef, useState } from 'react';
import type { Cluster } from '../../core/cluster/cut-tree.ts';
import type { PictureRecord } from '../../core/dataset/picture.ts';
import { useApp } from '../app-context.ts';
import { Thumbnail } from '../shared/Thumbnail.tsx';
import { countOf } from '../shared/words.ts';
import styles from './ClustersWorkspace.module.css';
import { ClusterTools } from './ClusterTools.tsx';
import { useClusterFace, useClusterKey, useClusterName, useClusters } from './cluster-faces.ts';

const ROW_HEIGHT = 140;
/** More than fit on the widest screen. */
const STRIP = 24;
const NOT_YET: readonly PictureRecord[] = [];

/** Every cluster of the cut with its most typical pictures; only those on screen exist. */
export function ClusterWall() {
  const clusters = useClusters();
  const keyOf = useClusterKey();
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: clusters.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 2,
  });
  return (
    <section ref={scroller} className={styles.wall} aria-label="Clusters">
      <ol className={styles.wallInner} style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ key, index, start }) => {
          const cluster = clusters[index];
          return (
            cluster && (
              <li key={key} className={styles.row} style={{ transform: `translateY(${start}px)` }}>
                <ClusterRow key={keyOf(cluster.node)} cluster={cluster} rank={index + 1} />
              </li>
            )
          );
        })}
      </ol>
    </section>
  );
}

function ClusterRow({ cluster, rank }: { readonly cluster: Cluster; readonly rank: number }) {
  const showCluster = useApp((s) => s.showCluster);
  const name = useClusterName(cluster.node);
  const face = useClusterFace(cluster.members);
  const records = face?.records ?? NOT_YET;
  return (
    <>
      <div className={styles.rowHead}>
        <button type="button" className={styles.name} onClick={() => showCluster(cluster.node)}>
          {name ?? <span className={styles.unnamed}>Cluster {rank}</span>}
        </button>
        <span className={styles.count}>
          {countOf(face?.records.length ?? cluster.members.length, 'picture')}
        </span>
        <span className={styles.mix}>{face?.mix}</span>
        <ClusterTools node={cluster.node} records={records} name={name} />
      </div>
      <Strip records={records.slice(0, STRIP)} />
    </>
  );
}

/** One stop of the Tab key, gone through by arrows: a wall has hundreds of pictures. */
function Strip({ records }: { readonly records: readonly PictureRecord[] }) {
  const [at, setAt] = useState(0);
  const press = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const next = event.currentTarget.children[at + (step ?? 0)];
    if (!step || !(next instanceof HTMLElement)) return;
    event.preventDefault();
    next.focus();
  };
  return (
    <div className={styles.strip} role="toolbar" aria-label="Its pictures" onKeyDown={press}>
      {records.map((record, i) => (
        <StripPicture
          key={record.id}
          record={record}
          isStop={i === Math.min(at, records.length - 1)}
          onFocus={() => setAt(i)}
        />
      ))}
    </div>
  );
}

interface StripPictureProps {
  readonly record: PictureRecord;
  /** Whether the Tab key stops at it. */
  readonly isStop: boolean;
  onFocus(): void;
}

function StripPicture({ record, isStop, onFocus }: StripPictureProps) {
  const select = useApp((s) => s.select);
  const isSelected = useApp((s) => s.selection.has(record.id));
  return (
    <button
      type="button"
      className={styles.thumb}
      tabIndex={isStop ? 0 : -1}
      aria-pressed={isSelected}
      title={record.path}
      onFocus={onFocus}
      onClick={() => select([record.id])}
    >
      <Thumbnail picture={record.id} alt={record.path} />
    </button>
  );
}
