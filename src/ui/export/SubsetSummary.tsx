import { useDeferredValue, useEffect, useState } from 'react';
import type { Subset, SubsetCriterion } from '../../core/export/subset.ts';
import { slicedHooks } from '../../state/sliced-hooks.ts';
import { subsetInSlices } from '../../state/subset.ts';
import { useApp, useAppContext } from '../app-context.ts';
import { countOf, displayLabel, formatCount } from '../shared/words.ts';
import styles from './ExportWorkspace.module.css';

/** What the file will hold. */
export function SubsetSummary({ criterion }: { readonly criterion: SubsetCriterion }) {
  const { store } = useAppContext();
  const wanted = useDeferredValue(JSON.stringify(criterion));
  const records = useApp((s) => s.records);
  const decided = useApp((s) => s.decided);
  const selection = useApp((s) => s.selection);
  const [subset, setSubset] = useState<Subset>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: these are what the subset is made of
  useEffect(() => {
    const controller = new AbortController();
    const hooks = slicedHooks(controller.signal);
    subsetInSlices(store.getState(), JSON.parse(wanted) as SubsetCriterion, hooks).then(
      setSubset,
      (error: unknown) => {
        if (!controller.signal.aborted) throw error;
      },
    );
    return () => controller.abort();
  }, [wanted, records, decided, selection, store]);
  if (!subset) return null;
  const labelled = subset.labels.reduce((sum, { pictures }) => sum + pictures, 0);
  const scaled = subset.pictures.filter(({ scale }) => scale?.pixelSizeNm).length;
  return (
    <div className={styles.summary}>
      <p>
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
    </div>
  );
}
