import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { PictureId } from '../../core/dataset/picture.ts';
import { pointColors } from '../../figures/scatter-colouring.ts';
import { layersOf, paintOrder } from '../../figures/scatter-layers.ts';
import { useApp } from '../app-context.ts';
import { useFigureTheme } from '../figures/use-figure-theme.ts';
import { useSize } from '../figures/use-size.ts';
import { MapScene } from './map-scene.ts';
import type { MapColouring } from './use-colouring.ts';

export interface MapContent {
  /** `[pictures, 2]`. */
  readonly positions: Float32Array<ArrayBuffer>;
  readonly pictures: readonly PictureId[];
  readonly colouring: MapColouring;
  /** Entries of the legend that are looked at; none means all. */
  readonly highlighted: ReadonlySet<number>;
}

/** Between two looks at which pictures there is room for. */
const PICTURES_EVERY_MS = 120;

/** Keeps a scene on `canvas` showing what the store and `content` say. */
export function useMapScene(
  frame: RefObject<HTMLElement | null>,
  canvas: RefObject<HTMLCanvasElement | null>,
  { positions, pictures, colouring, highlighted }: MapContent,
) {
  const size = useSize(frame);
  const theme = useFigureTheme();
  const selection = useApp((s) => s.selection);
  const [scene, setScene] = useState<MapScene>();
  /** Called after each frame, to move what lies over the canvas. */
  const follow = useRef(() => {});
  useEffect(() => {
    if (!canvas.current) return;
    const made = new MapScene(canvas.current);
    setScene(made);
    return () => made.stop();
  }, [canvas]);
  const order = useMemo(() => paintOrder(pictures.length), [pictures]);
  const colors = useMemo(() => pointColors(colouring, theme), [colouring, theme]);
  const isChosen = useCallback(
    (row: number) => selection.size > 0 && selection.has(pictures[row] as PictureId),
    [selection, pictures],
  );
  const layers = useMemo(
    () => layersOf(order, { entryOf: colouring.entryOf, highlighted, isChosen }),
    [order, colouring, highlighted, isChosen],
  );
  const kind = useApp((s) => s.mapView.kind);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another layout is another plane
  useEffect(() => scene?.showAll(), [scene, kind]);
  useEffect(() => scene?.place(positions), [scene, positions]);
  useEffect(() => {
    if (size) scene?.show({ size, theme, colors, layers });
  }, [scene, size, theme, colors, layers]);
  const near = usePicturesInView(scene, follow);
  return { scene, size, colors, isChosen, near, follow };
}

/** Rows that are shown as pictures, as the view changes. */
function usePicturesInView(scene: MapScene | undefined, follow: RefObject<() => void>) {
  const mode = useApp((s) => s.mapView.pictures);
  const [near, setNear] = useState<readonly number[]>([]);
  useEffect(() => {
    if (!scene) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      timer = undefined;
      const now = scene.pictures(mode);
      setNear((before) =>
        now.length === before.length && now.every((row, i) => row === before[i]) ? before : now,
      );
    };
    scene.onFrame = () => {
      follow.current();
      timer ??= setTimeout(look, PICTURES_EVERY_MS);
    };
    look();
    return () => {
      clearTimeout(timer);
      scene.onFrame = () => {};
    };
  }, [scene, mode, follow]);
  return near;
}
