import type { DecisionGraphLayout, DecisionMark } from './decision-graph-layout.ts';
import type { Step } from './step.ts';

type Order = (a: DecisionMark, b: DecisionMark) => number;

/** Marks at one place follow each other, so that none is out of reach. */
const RIGHTWARD: Order = (a, b) => a.x - b.x || b.y - a.y || a.index - b.index;
const DOWNWARD: Order = (a, b) => a.y - b.y || b.x - a.x || a.index - b.index;

/** So many marks further in density (right) or less far from a denser one (down); the first centre where none is read yet. */
export function markBeside(
  { centres, others }: DecisionGraphLayout,
  mark: DecisionMark | undefined,
  [right, down]: Step,
): DecisionMark | undefined {
  if (!mark) return centres[0] ?? others[0];
  const order = right === 0 ? DOWNWARD : RIGHTWARD;
  const marks = [...centres, ...others].sort(order);
  const at = marks.findIndex(({ index }) => index === mark.index) + (right || down);
  return marks[Math.min(marks.length - 1, Math.max(0, at))];
}
