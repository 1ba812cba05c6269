import { X } from 'lucide-react';
import { pictureById } from '../../state/selectors.ts';
import { useApp } from '../app-context.ts';
import { Button } from '../shared/Button.tsx';
import styles from './Inspector.module.css';
import { PictureFacts } from './PictureFacts.tsx';
import { SelectionTools } from './SelectionTools.tsx';
import { SimilarPictures } from './SimilarPictures.tsx';

/** What is known of the picture in focus, and what can be done with the selection. */
export function Inspector() {
  const focus = useApp((s) => s.focus);
  const record = useApp((s) => (s.focus ? pictureById(s).get(s.focus) : undefined));
  const count = useApp((s) => s.selection.size);
  const isShown = useApp((s) => s.stage === 'images' && s.records.length > 0);
  const select = useApp((s) => s.select);
  if (!isShown && !record && count === 0) return null;
  return (
    <aside className={styles.inspector} aria-label="Inspector">
      {(record || count > 0) && (
        <Button
          kind="quiet"
          className={styles.close}
          aria-label="Close the inspector"
          icon={<X aria-hidden />}
          onClick={() => select([])}
        />
      )}
      {count > 0 && <SelectionTools />}
      {record && focus ? (
        <>
          <PictureFacts record={record} />
          <SimilarPictures picture={record.id} />
        </>
      ) : (
        count === 0 && <p className={styles.hint}>Choose a picture to see what is known of it.</p>
      )}
    </aside>
  );
}
