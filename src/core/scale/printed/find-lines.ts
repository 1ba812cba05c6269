import type { Rectangle } from '../../dataset/picture.ts';
import type { Component } from './components.ts';
import type { Glyphs } from './find-glyphs.ts';
import { around } from './printed-words.ts';

const LEAST_HEIGHT = 6;
const LEAST_LETTERS = 3;
/** Letters of one line: how unlike their heights, how far apart and how much level, over the larger height. */
const UNLIKE = 1.9;
const FURTHEST = 1.15;
const LEVEL = 0.5;
/** Most height of a letter over its width, and width over its height. */
const NARROWEST = 9;
const WIDEST = 2.2;

/**
 * Writing among the specks and blotches of a picture: letters of like height, level with each other and near,
 * three or more in a row, and the dots between them.
 */
export function findLines(parts: readonly Component[], tallest: number): Glyphs {
  const letters = parts.filter((part) => isLetter(part, tallest)).sort((a, b) => a.x - b.x);
  const lines = chain(letters).filter((line) => line.length >= LEAST_LETTERS);
  const kept = new Set(lines.flat());
  const heights = [...kept].map(({ height }) => height).sort((a, b) => a - b);
  const height = heights[Math.floor(0.6 * heights.length)] ?? 0;
  const small = parts.filter(
    (part) => part.height < 0.5 * height && lines.some((line) => isWithin(part, line)),
  );
  for (const part of small) kept.add(part);
  return {
    height,
    parts: parts.filter((part) => kept.has(part)),
    graphics: parts.filter((part) => !kept.has(part)),
  };
}

function isLetter({ width, height }: Component, tallest: number): boolean {
  return (
    height >= LEAST_HEIGHT &&
    height <= tallest &&
    width <= WIDEST * height &&
    height <= NARROWEST * width
  );
}

/** Boxes around letters that stand in a row, two or more, with what is between them. */
export function boxesOfWriting({ parts, height }: Glyphs): Rectangle[] {
  const letters = parts
    .filter((part) => isLetter(part, 2 * height) && part.height > 0.4 * height)
    .sort((a, b) => a.x - b.x);
  return chain(letters)
    .filter((line) => line.length >= 2)
    .map(around);
}

function chain(letters: readonly Component[]): Component[][] {
  const lineOf = new Map<Component, Component[]>();
  for (const [i, letter] of letters.entries()) {
    let line: Component[] | undefined;
    for (let k = i - 1; k >= 0 && !line; k--) {
      const other = letters[k];
      if (letter.x - other.x > 8 * letter.height) break;
      if (areNeighbours(other, letter)) line = lineOf.get(other);
    }
    line ??= [];
    line.push(letter);
    lineOf.set(letter, line);
  }
  return [...new Set(lineOf.values())];
}

function areNeighbours(a: Component, b: Component): boolean {
  const larger = Math.max(a.height, b.height);
  if (larger > UNLIKE * Math.min(a.height, b.height)) return false;
  if (b.x - a.x - a.width > FURTHEST * larger) return false;
  const shared = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return shared >= LEVEL * larger;
}

function isWithin(part: Component, line: readonly Component[]): boolean {
  const first = line[0];
  const last = line[line.length - 1];
  return (
    part.x >= first.x - first.height &&
    part.x <= last.x + last.width + last.height &&
    part.y >= first.y - 0.2 * first.height &&
    part.y + part.height <= first.y + 1.3 * first.height
  );
}
