import type { FigureSize, Point } from '../../figures/plot-area.ts';

const GAP = 14;

/** Where a card stands beside a point of its figure: on the side that has room for it, and never cut off where the figure is large enough. */
export function cardPlace([x, y]: Point, figure: FigureSize, card: FigureSize) {
  const isLeft = x + GAP + card.width > figure.width && x > figure.width / 2;
  const left = isLeft ? x - GAP - card.width : x + GAP;
  const within = (at: number, most: number) => Math.max(0, Math.min(at, most));
  return {
    left: within(left, figure.width - card.width),
    top: within(y, figure.height - card.height),
    width: card.width,
  };
}
