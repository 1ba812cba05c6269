import { useMemo } from 'react';
import type { PictureRecord } from '../../core/dataset/picture.ts';
import type { Subset, SubsetPicture } from '../../core/export/subset.ts';
import { useApp } from '../app-context.ts';
import { Thumbnail } from '../shared/Thumbnail.tsx';
import styles from './ExportWorkspace.module.css';

/** More than fit on the widest screen. */
const SHOWN = 120;

/** The first pictures of a subset, as many as there is room for. */
export function SubsetWall({ subset }: { readonly subset: Subset }) {
  const records = useApp((s) => s.records);
  const first = useMemo(() => firstOf(records, subset.pictures.slice(0, SHOWN)), [records, subset]);
  return (
    <ul className={styles.wall} aria-label="The first pictures of the subset">
      {first.map(({ id, path }) => (
        <li key={id} title={path}>
          <Thumbnail picture={id} alt={path} />
        </li>
      ))}
    </ul>
  );
}

const placeOf = ({ path, page }: Pick<PictureRecord | SubsetPicture, 'path' | 'page'>) =>
  `${path}#${page?.number ?? ''}`;

function firstOf(records: readonly PictureRecord[], wanted: readonly SubsetPicture[]) {
  const missing = new Set(wanted.map(placeOf));
  const found: PictureRecord[] = [];
  for (const record of records) {
    if (missing.size === 0) break;
    if (missing.delete(placeOf(record))) found.push(record);
  }
  return found;
}
