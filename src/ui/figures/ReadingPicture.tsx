import type { PictureId } from '../../core/dataset/picture.ts';
import { Thumbnail } from '../shared/Thumbnail.tsx';
import styles from './Figure.module.css';
import { usePictureFace } from './use-picture-face.ts';

/** A picture that a reading is of, with its label and its file's name. */
export function ReadingPicture({ picture }: { readonly picture: PictureId | undefined }) {
  const face = usePictureFace(picture);
  if (!face) return null;
  return (
    <figure className={styles.pictured}>
      <div className={styles.picture}>
        <Thumbnail picture={face.id} alt={face.name} />
      </div>
      <figcaption className={styles.caption}>
        <span className={styles.label}>{face.label}</span>
        <span className={styles.name}>{face.name}</span>
      </figcaption>
    </figure>
  );
}
