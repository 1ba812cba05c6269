import type { Rectangle } from '../../dataset/picture.ts';
import type { Bar } from './find-bars.ts';
import type { Quantity } from './label-grammar.ts';

export interface Pair {
  readonly label: Quantity;
  readonly bar: Bar;
  /** Between the two in heights of the label, with a little more where the bar is of a doubtful kind. */
  readonly distance: number;
}

const FURTHEST = 5;
/** Sideways, a label may stand further from its bar than above or under it. */
const SIDEWAYS = 0.4;
const DOUBT: Readonly<Record<Bar['kind'], number>> = { split: 0, ticks: 0, capped: 0, plain: 0.3 };
const THIN_PLAIN = 0.7;

/** Labels with the bars they may belong to, the likeliest first. Boxes of both in the picture's pixels. */
export function pairLabels(labels: readonly Quantity[], bars: readonly Bar[]): Pair[] {
  const pairs = labels
    .flatMap((label) => bars.map((bar) => ({ label, bar, distance: distanceOf(label, bar) })))
    .filter(({ distance }) => distance <= FURTHEST)
    .sort((a, b) => a.distance - b.distance);
  return pairs.filter((pair) => !pairs.some((other) => isHalfOf(pair, other)));
}

/** The bar is one half of the one that has the same label in its gap. */
function isHalfOf(pair: Pair, whole: Pair): boolean {
  return (
    pair.bar.kind !== 'split' &&
    whole.bar.kind === 'split' &&
    pair.label === whole.label &&
    pair.bar.parts.some((part) => whole.bar.parts.includes(part))
  );
}

function distanceOf({ box }: { readonly box: Rectangle }, bar: Bar): number {
  const aside = gap(box.x, box.width, bar.box.x, bar.box.width);
  const apart = gap(box.y, box.height, bar.box.y, bar.box.height);
  const doubt = DOUBT[bar.kind] + (bar.kind === 'plain' && bar.thickness < 2 ? THIN_PLAIN : 0);
  if (bar.kind === 'split') return isInGap(box, bar) ? 0 : Infinity;
  if (apart > 0 && aside > box.height) return Infinity;
  if (apart > 2.5 * box.height) return Infinity;
  return doubt + (apart + SIDEWAYS * aside) / box.height;
}

/** Which of `boxes` may be the label of one of the bars, the likeliest first. */
export function nearestBoxes(boxes: readonly Rectangle[], bars: readonly Bar[]): Rectangle[] {
  return boxes
    .map((box) => ({ box, distance: Math.min(...bars.map((bar) => distanceOf({ box }, bar))) }))
    .filter(({ distance }) => distance <= FURTHEST)
    .sort((a, b) => a.distance - b.distance)
    .map(({ box }) => box);
}

/** The label fills the middle of a split bar. */
function isInGap(box: Rectangle, { box: whole, y }: Bar): boolean {
  const off = box.x + box.width / 2 - whole.x - whole.width / 2;
  return Math.abs(off) <= box.height && y > box.y - 2 && y < box.y + box.height + 2;
}

function gap(start: number, length: number, otherStart: number, otherLength: number): number {
  return Math.max(0, start - otherStart - otherLength, otherStart - start - length);
}
