import type { Rectangle } from '../../dataset/picture.ts';

/** A word that was read. */
export interface Word {
  readonly text: string;
  /** In the picture's pixels. */
  readonly box: Rectangle;
  /** In `[0, 1]`. */
  readonly confidence: number;
}

/** Words of one line, from the left; those further apart than a few letters are in different segments. */
export interface Segment {
  readonly words: readonly Word[];
  /** Words joined by single spaces. */
  readonly text: string;
  readonly box: Rectangle;
}

const SAME_LINE = 0.5;
const WIDEST_SPACE = 1.7;

/** Joins words to lines, and parts the lines where there is more than a space between words. */
export function segmentsOf(words: readonly Word[]): Segment[] {
  const lines: Word[][] = [];
  for (const word of [...words].sort((a, b) => middle(a) - middle(b))) {
    const line = lines.find((known) => known.some((other) => isBeside(other, word)));
    if (line) line.push(word);
    else lines.push([word]);
  }
  return lines.flatMap((line) => split(line.sort((a, b) => a.box.x - b.box.x)));
}

function split(line: readonly Word[]): Segment[] {
  const segments: Word[][] = [];
  for (const word of line) {
    const current = segments[segments.length - 1];
    const last = current?.[current.length - 1];
    const gap = last ? word.box.x - last.box.x - last.box.width : Infinity;
    const height = Math.max(word.box.height, last?.box.height ?? 0);
    if (current && gap <= WIDEST_SPACE * height) current.push(word);
    else segments.push([word]);
  }
  return segments.map((part) => ({
    words: part,
    text: part.map(({ text }) => text).join(' '),
    box: around(part.map(({ box }) => box)),
  }));
}

function middle({ box }: Word): number {
  return box.y + box.height / 2;
}

function isBeside(a: Word, b: Word): boolean {
  return Math.abs(middle(a) - middle(b)) <= SAME_LINE * Math.min(a.box.height, b.box.height);
}

/** The smallest rectangle around all. */
export function around(boxes: readonly Rectangle[]): Rectangle {
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  const right = Math.max(...boxes.map((box) => box.x + box.width));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height));
  return { x, y, width: right - x, height: bottom - y };
}
