import type { FigureSize, Point } from '../../figures/plot-area.ts';

const GAP = 14;

/** Where a card beside a point has room: towards the middle of its figure. */
export function cardPlace([x, y]: Point, { width, height }: FigureSize) {
  return {
    ...(x > width / 2 ? { right: width - x + GAP } : { left: x + GAP }),
    ...(y > height / 2 ? { bottom: height - y } : { top: y }),
  };
}
