import type { Subset } from '../../core/export/subset.ts';
import { countOf, displayLabel, formatCount } from '../shared/words.ts';
import styles from './ExportWorkspace.module.css';
import { SubsetWall } from './SubsetWall.tsx';

/** What the file will hold. */
export function SubsetSummary({ subset }: { readonly subset: Subset }) {
  const labelled = subset.labels.reduce((sum, { pictures }) => sum + pictures, 0);
  const scaled = subset.pictures.filter(({ scale }) => scale?.pixelSizeNm).length;
  return (
    <div className={styles.summary}>
      <p className={styles.whole}>
        {countOf(subset.pictures.length, 'picture')}, {formatCount(labelled)} with a label,{' '}
        {formatCount(scaled)} with a pixel size.
      </p>
      <ul className={styles.labels}>
        {subset.labels.map(({ label, pictures }) => (
          <li key={label}>
            <span>{displayLabel(label)}</span>
            <span>{formatCount(pictures)}</span>
          </li>
        ))}
      </ul>
      <p className={styles.note}>
        Of each picture: path, content hash, size, label and who gave it, scale and pixel size with
        their source, crop, and its way from the root of the tree to its cluster. Of the whole: the
        recipe, seeds, checkpoint and versions, by the published schema{' '}
        <a href="/schema/subset-1.json">subset-1.json</a>.
      </p>
      <SubsetWall subset={subset} />
    </div>
  );
}
