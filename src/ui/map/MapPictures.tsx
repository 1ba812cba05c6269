import { type CSSProperties, type RefObject, useLayoutEffect, useRef } from 'react';
import type { PictureId } from '../../core/dataset/picture.ts';
import { Thumbnail } from '../shared/Thumbnail.tsx';
import styles from './MapWorkspace.module.css';
import type { MapScene } from './map-scene.ts';

interface MapPicturesProps {
  readonly scene: MapScene;
  readonly rows: readonly number[];
  readonly pictures: readonly PictureId[];
  /** CSS colours of the points, by row. */
  colorOf(row: number): string;
  readonly isChosen: (row: number) => boolean;
  /** Set to what moves the pictures with the map; called after each frame. */
  readonly follow: RefObject<() => void>;
}

/** Pictures in place of dots. They follow the map without being rendered again. */
export function MapPictures(props: MapPicturesProps) {
  const { scene, rows, pictures, colorOf, isChosen, follow } = props;
  const layer = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const move = () => {
      const half = scene.pictureSide / 2;
      for (const [i, element] of [...(layer.current?.children ?? [])].entries()) {
        const { x, y } = scene.pixelOf(rows[i] ?? 0);
        (element as HTMLElement).style.transform = `translate(${x - half}px, ${y - half}px)`;
      }
    };
    follow.current = move;
    move();
  }, [scene, rows, follow]);
  const side = scene.pictureSide;
  return (
    <div ref={layer} className={styles.pictures} aria-hidden>
      {rows.map((row) => {
        const picture = pictures[row];
        const style = { '--swatch': colorOf(row), width: side, height: side } as CSSProperties;
        return (
          picture && (
            <div
              key={row}
              className={styles.picture}
              data-chosen={isChosen(row) || undefined}
              style={style}
            >
              <Thumbnail picture={picture} alt="" />
            </div>
          )
        );
      })}
    </div>
  );
}
