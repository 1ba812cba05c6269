import { expect, test } from 'vitest';
import { cardPlace } from './card-place.ts';

const FIGURE = { width: 414, height: 300 };
const CARD = { width: 232, height: 152 };

test('a card stands right of its point, left of it where only that side has room', () => {
  expect(cardPlace([100, 20], FIGURE, CARD)).toEqual({ left: 114, top: 20, width: 232 });
  expect(cardPlace([300, 20], FIGURE, CARD).left).toBe(300 - 14 - 232);
});

test.each([[[0, 0]], [[206, 150]], [[208, 299]], [[414, 300]]] as const)(
  'a card at %j is not cut off',
  (point) => {
    const { left, top } = cardPlace(point, FIGURE, CARD);
    expect(left).toBeGreaterThanOrEqual(0);
    expect(left + CARD.width).toBeLessThanOrEqual(FIGURE.width);
    expect(top + CARD.height).toBeLessThanOrEqual(FIGURE.height);
  },
);
