import type { KeyboardEvent, PointerEvent } from 'react';
import type { Point } from '../../figures/plot-area.ts';
import type { Step } from '../../figures/step.ts';
import styles from './Figure.module.css';

interface FigureReaderProps {
  /** Of the figure. */
  readonly title: string;
  /** What is read now: its place among `most`, and the words for it. */
  readonly reading: { readonly at: number; readonly text: string } | undefined;
  readonly most: number;
  /** The pointer's place in the figure; undefined when it leaves, and when the focus does. */
  onPoint(at: Point | undefined): void;
  /** By an arrow key; ten times as far with Shift. */
  onStep(step: Step): void;
  /** By a click or Enter; there is a reading then. */
  onPick?: (() => void) | undefined;
}

const STEPS: Readonly<Record<string, Step>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
const FAR = 10;

/** Lies over a figure, which is read with it: by the pointer, or by arrow keys once it has the focus. */
export function FigureReader(props: FigureReaderProps) {
  const { title, reading, most, onPoint, onStep, onPick } = props;
  const move = (event: PointerEvent) => {
    const box = event.currentTarget.getBoundingClientRect();
    onPoint([event.clientX - box.left, event.clientY - box.top]);
  };
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = STEPS[event.key];
    const times = event.shiftKey ? FAR : 1;
    if (step) onStep([step[0] * times, step[1] * times]);
    else if (event.key === 'Enter' && reading) onPick?.();
    else return;
    event.preventDefault();
  };
  return (
    <div
      className={styles.reader}
      role="slider"
      aria-label={`Reading of ${title}`}
      aria-valuemin={0}
      aria-valuemax={most}
      aria-valuenow={reading?.at ?? 0}
      aria-valuetext={reading?.text ?? 'no reading'}
      tabIndex={0}
      data-pickable={onPick ? true : undefined}
      onPointerDown={move}
      onPointerMove={move}
      onPointerLeave={() => onPoint(undefined)}
      onBlur={() => onPoint(undefined)}
      onKeyDown={press}
      onClick={() => reading && onPick?.()}
    />
  );
}
