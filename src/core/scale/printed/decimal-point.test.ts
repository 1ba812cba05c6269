import { describe, expect, test } from 'vitest';
import type { Rectangle } from '../../dataset/picture.ts';
import { findComponents } from './components.ts';
import { withPrintedPoint } from './decimal-point.ts';
import { drawnInk } from './drawn-ink.test-support.ts';
import type { Quantity } from './label-grammar.ts';

const HEIGHT = 14;

/** Digits 8 wide and two apart; a point takes four more. `20.0` is drawn where a point is given after two digits. */
function drawn(digits: number, point?: { readonly after: number; readonly ink: boolean }) {
  const boxes: Rectangle[] = [];
  let x = 10;
  for (let i = 0; i < digits; i++) {
    if (point?.after === i) {
      if (point.ink) boxes.push({ x: x + 1, y: 10 + HEIGHT - 2, width: 2, height: 2 });
      x += 5;
    }
    boxes.push({ x, y: 10, width: 8, height: HEIGHT });
    x += 10;
  }
  return findComponents(drawnInk(120, 40, boxes), 100);
}

function read(value: number): Quantity {
  const box = { x: 8, y: 9, width: 90, height: HEIGHT + 2 };
  const text = `${value} nm`;
  return {
    value,
    unit: 'nm',
    nm: value,
    role: 'label',
    box,
    text,
    repaired: false,
    guessed: false,
  };
}

describe('a point that was not read', () => {
  test('is put in where it is printed', () => {
    const glyphs = drawn(3, { after: 2, ink: true });
    expect(withPrintedPoint(read(200), glyphs, true)).toMatchObject({
      value: 20,
      nm: 20,
      guessed: false,
    });
  });

  test('makes a guess of the length where specks are about', () => {
    const glyphs = drawn(3, { after: 2, ink: true });
    expect(withPrintedPoint(read(200), glyphs, false)).toMatchObject({ value: 200, guessed: true });
  });

  test('makes a guess of it too where only its place is left', () => {
    const glyphs = drawn(2, { after: 1, ink: false });
    expect(withPrintedPoint(read(50), glyphs, true)).toMatchObject({ value: 50, guessed: true });
  });
});

test('digits without a point between them stand as they are', () => {
  expect(withPrintedPoint(read(200), drawn(3), true)).toEqual(read(200));
});

test('a point that was read is left alone', () => {
  const length = { ...read(20), text: '20.0 nm' };
  expect(withPrintedPoint(length, drawn(3, { after: 1, ink: true }), true)).toBe(length);
});
