import { useCallback, useSyncExternalStore } from 'react';
import type { PictureId } from '../../core/dataset/picture.ts';
import { useAppContext } from '../app-context.ts';
import styles from './Thumbnail.module.css';

interface ThumbnailProps {
  readonly picture: PictureId;
  readonly alt: string;
}

export function Thumbnail({ picture, alt }: ThumbnailProps) {
  const { thumbnails } = useAppContext();
  const watch = useCallback(
    (changed: () => void) => thumbnails.watch(picture, changed),
    [thumbnails, picture],
  );
  const url = useSyncExternalStore(watch, () => thumbnails.url(picture));
  return url ? (
    <img className={styles.image} src={url} alt={alt} draggable={false} decoding="async" />
  ) : (
    <span className={styles.waiting} role="img" aria-label={alt} />
  );
}
