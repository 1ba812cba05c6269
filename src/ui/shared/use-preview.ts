import { useEffect, useState } from 'react';
import type { PictureId } from '../../core/dataset/picture.ts';
import { useAppContext } from '../app-context.ts';

/** URL of a picture's preview; of its thumbnail, if that is at hand, while the preview is read. */
export function usePreview(picture: PictureId): string | undefined {
  const { store, thumbnails } = useAppContext();
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    let made: string | undefined;
    let isCurrent = true;
    setUrl(thumbnails.url(picture));
    void store
      .getState()
      .readPreview(picture)
      .then((jpeg) => {
        if (!isCurrent || !jpeg) return;
        made = URL.createObjectURL(new Blob([jpeg], { type: 'image/jpeg' }));
        setUrl(made);
      })
      .catch(
        () => 'the thumbnail stays: what is wrong with the storage is said where it is written',
      );
    return () => {
      isCurrent = false;
      if (made) URL.revokeObjectURL(made);
    };
  }, [picture, store, thumbnails]);
  return url;
}
