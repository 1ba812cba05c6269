import { type RefObject, useEffect, useState } from 'react';
import type { FigureSize } from '../../figures/plot-area.ts';

/** The element's size in pixels, as it changes; undefined until it has one. */
export function useSize(element: RefObject<HTMLElement | null>): FigureSize | undefined {
  const [size, setSize] = useState<FigureSize>();
  useEffect(() => {
    if (!element.current) return;
    const observer = new ResizeObserver(([entry]) => {
      const { width = 0, height = 0 } = entry?.contentRect ?? {};
      if (width >= 80 && height >= 60) {
        setSize({ width: Math.floor(width), height: Math.floor(height) });
      }
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return size;
}
