import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from 'react';
import type { PictureId } from '../../core/dataset/picture.ts';
import { pictureById } from '../../state/selectors.ts';
import { useApp, useAppContext } from '../app-context.ts';
import { countOf } from '../shared/words.ts';
import { MapHover } from './MapHover.tsx';
import { MapPictures } from './MapPictures.tsx';
import { type MapTool, MapTools } from './MapTools.tsx';
import styles from './MapWorkspace.module.css';
import { attachGestures } from './map-gestures.ts';
import type { MapScene, Place } from './map-scene.ts';
import type { MapColouring } from './use-colouring.ts';
import { type MapContent, useMapScene } from './use-map-scene.ts';

const KEY_PIXELS = 60;
const KEY_ZOOM = 1.4;
/** How far from the middle the picture may lie that the keyboard opens. */
const KEY_REACH = 200;
const KEY_MOVES: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [KEY_PIXELS, 0],
  ArrowRight: [-KEY_PIXELS, 0],
  ArrowUp: [0, KEY_PIXELS],
  ArrowDown: [0, -KEY_PIXELS],
};
const KEY_ZOOMS: Readonly<Record<string, number>> = {
  '+': KEY_ZOOM,
  '=': KEY_ZOOM,
  '-': 1 / KEY_ZOOM,
};

const middleOf = ({ size }: MapScene): Place => ({ x: size.width / 2, y: size.height / 2 });

/** The map itself: moved, enlarged, pointed at, and chosen from. */
export function MapFigure(content: MapContent) {
  const { pictures, colouring } = content;
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const lasso = useRef<SVGPathElement>(null);
  const [tool, setTool] = useState<MapTool>('move');
  const [isByKeys, setIsByKeys] = useState(false);
  const { scene, size, colors, isChosen, near, follow } = useMapScene(frame, canvas, content);
  const [hovered, setHovered] = useState<number>();
  const { select, toggleSelected } = useAppContext().store.getState();
  const selectRows = useSelectRows(pictures);
  const record = useApp((s) =>
    hovered === undefined ? undefined : pictureById(s).get(pictures[hovered] as PictureId),
  );
  /** For gestures, which must not be taken off in the middle of one. */
  const shown = useRef(near);
  useEffect(() => {
    shown.current = near;
  }, [near]);
  useEffect(() => {
    if (!scene || !frame.current) return;
    const rowAt = (at: Place) => pictureUnder(scene, shown.current, at) ?? scene.rowAt(at);
    return attachGestures(frame.current, {
      isLasso: (event) => tool === 'lasso' || event.shiftKey,
      onMove: (byX, byY) => scene.move(byX, byY),
      onZoom: (factor, at) => scene.zoom(factor, at),
      onHover: (at) => {
        setIsByKeys(false);
        setHovered(at && rowAt(at));
      },
      onPick: (at, adds) => {
        const row = rowAt(at);
        if (row === undefined) return adds || select([]);
        const picture = pictures[row] as PictureId;
        if (adds) toggleSelected(picture);
        else select([picture]);
      },
      onDraw: (line) => lasso.current?.setAttribute('d', line ? pathOf(line) : ''),
      onLasso: (line, adds) => selectRows(scene.rowsInLasso(line), adds),
    });
  }, [scene, tool, pictures, select, toggleSelected, selectRows]);
  const press = (event: KeyboardEvent) => {
    if (!scene || event.target !== event.currentTarget) return;
    const { key } = event;
    const [move, zoom] = [KEY_MOVES[key], KEY_ZOOMS[key]];
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (move) scene.move(...move);
    else if (zoom) scene.zoom(zoom);
    else if (key === '0') scene.showAll();
    else if (key === 'Enter' && hovered !== undefined) select([pictures[hovered] as PictureId]);
    else if (key === 'Escape') select([]);
    else return;
    event.preventDefault();
    setIsByKeys(true);
    setHovered(scene.rowAt(middleOf(scene), KEY_REACH));
  };
  return (
    <div className={styles.figure}>
      <MapTools
        tool={tool}
        onTool={setTool}
        onZoom={(factor) => scene?.zoom(factor)}
        onShowAll={() => scene?.showAll()}
        onSelectInView={() => scene && selectRows(scene.rowsInView(), false)}
      />
      <div
        ref={frame}
        className={styles.frame}
        role="application"
        aria-label={`Map of ${countOf(pictures.length, 'picture')}: arrows move it, plus and minus enlarge and reduce, Enter opens the picture nearest to the middle`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: an application has its own keys
        tabIndex={0}
        data-tool={tool}
        data-pointing={hovered !== undefined || undefined}
        onKeyDown={press}
        onBlur={() => setIsByKeys(false)}
      >
        <canvas ref={canvas} className={styles.canvas} />
        {scene && (
          <MapPictures
            scene={scene}
            rows={near}
            pictures={pictures}
            colorOf={(row) => cssColor(colors[row] ?? 0)}
            isChosen={isChosen}
            follow={follow}
          />
        )}
        <svg className={styles.over} aria-hidden>
          <path ref={lasso} className={styles.lasso} />
          {scene && hovered !== undefined && <Ring at={scene.pixelOf(hovered)} />}
          {isByKeys && size && (
            <path
              className={styles.cross}
              d={`M${size.width / 2 - 9} ${size.height / 2}h18m-9 -9v18`}
            />
          )}
        </svg>
        {record && scene && size && hovered !== undefined && (
          <MapHover
            record={record}
            at={scene.pixelOf(hovered)}
            size={size}
            colour={colourOf(colouring, hovered)}
          />
        )}
      </div>
    </div>
  );
}

/** Round the point that is pointed at. */
function Ring({ at }: { readonly at: Place }) {
  return <circle className={styles.ring} cx={at.x} cy={at.y} r={9} />;
}

/** Selects the pictures of some rows, or adds them to the selection. */
function useSelectRows(pictures: readonly PictureId[]) {
  const { store } = useAppContext();
  return useCallback(
    (rows: readonly number[], adds: boolean) => {
      const { select, selection } = store.getState();
      const ids = rows.map((row) => pictures[row] as PictureId);
      select(adds ? [...selection, ...ids] : ids);
    },
    [store, pictures],
  );
}

/** "Prediction: Tips", "Cluster 3"; undefined where the label and the scale say it already. */
function colourOf({ by, title, entries, entryOf }: MapColouring, row: number): string | undefined {
  const label = entries[entryOf[row] ?? -1]?.label;
  if (label === undefined || by === 'label' || by === 'printed-scale' || by === 'pixel-size')
    return;
  return label.startsWith(title) ? label : `${title}: ${label}`;
}

/** The picture whose thumbnail lies under a place. */
function pictureUnder(scene: MapScene, near: readonly number[], at: Place): number | undefined {
  const half = scene.pictureSide / 2;
  return near.find((row) => {
    const { x, y } = scene.pixelOf(row);
    return Math.abs(x - at.x) <= half && Math.abs(y - at.y) <= half;
  });
}

function pathOf(line: readonly Place[]): string {
  return `M${line.map(({ x, y }) => `${x} ${y}`).join('L')}Z`;
}

/** Of a canvas pixel's number. */
function cssColor(pixel: number): string {
  return `rgb(${pixel & 255} ${(pixel >> 8) & 255} ${(pixel >> 16) & 255})`;
}
