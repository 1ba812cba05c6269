import { ScanSearch } from 'lucide-react';
import { useMemo } from 'react';
import type { PictureId } from '../../core/dataset/picture.ts';
import { pictureById } from '../../state/selectors.ts';
import { similarTo } from '../../state/similar.ts';
import { useApp } from '../app-context.ts';
import { Button } from '../shared/Button.tsx';
import { Thumbnail } from '../shared/Thumbnail.tsx';
import styles from './Inspector.module.css';

const SHOWN = 9;

/** The pictures whose features are nearest to those of one picture. */
export function SimilarPictures({ picture }: { readonly picture: PictureId }) {
  const similar = useApp((s) => s.similar);
  const features = useApp((s) => s.features);
  const byId = useApp(pictureById);
  const removed = useApp((s) => s.decided.removed);
  const findSimilar = useApp((s) => s.findSimilar);
  const select = useApp((s) => s.select);
  const isSearching = useApp((s) => s.jobs.some(({ kind }) => kind === 'similar'));
  const nearest = useMemo(() => {
    const found = similarTo(similar, features, picture);
    return found?.filter((id) => byId.has(id) && !removed.has(id)).slice(0, SHOWN);
  }, [similar, features, picture, byId, removed]);
  if (!features?.pictures.includes(picture)) return null;
  if (!nearest) {
    return (
      <Button
        icon={<ScanSearch aria-hidden />}
        disabled={isSearching}
        onClick={() => void findSimilar()}
      >
        Find similar pictures
      </Button>
    );
  }
  return (
    <section className={styles.section} aria-label="Similar pictures">
      <h3 className={styles.heading}>Most similar</h3>
      <div className={styles.similar}>
        {nearest.map((id) => (
          <button
            key={id}
            type="button"
            className={styles.similarPicture}
            title={byId.get(id)?.path}
            onClick={() => select([id])}
          >
            <Thumbnail picture={id} alt={byId.get(id)?.path ?? ''} />
          </button>
        ))}
      </div>
      <Button onClick={() => select([picture, ...nearest], picture)}>Select these with it</Button>
    </section>
  );
}
