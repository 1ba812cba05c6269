import { act, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { expect, test, vi } from 'vitest';
import { NumberSlider } from './NumberSlider.tsx';

vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);

interface Range {
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
}

/** A logarithmic slider, and what its keys make of its value. */
async function keysOn({ value: first, ...range }: Range) {
  let value = first;
  function Held() {
    const [held, setHeld] = useState(first);
    value = held;
    return <NumberSlider label="k" value={held} {...range} logarithmic onChange={setHeld} />;
  }
  const place = document.body.appendChild(document.createElement('div'));
  await act(async () => createRoot(place).render(<Held />));
  return async (key: string) => {
    const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
    await act(async () => void place.querySelector('input')?.dispatchEvent(event));
    return value;
  };
}

/** What so many presses of a key make of it, one by one. */
async function run(press: (key: string) => Promise<number>, key: string, times: number) {
  const met: number[] = [];
  for (let i = 0; i < times; i++) met.push(await press(key));
  return met;
}

test('every whole number is reached by arrow keys, though many places of the slider mean the same', async () => {
  const press = await keysOn({ value: 1, min: 1, max: 240 });
  const up = Array.from({ length: 30 }, (_, i) => i + 2);
  expect(await run(press, 'ArrowRight', 30)).toEqual(up);
  expect(await run(press, 'ArrowLeft', 32)).toEqual([...up.toReversed().slice(1), 1, 1, 1]);
});

test('where a step is small beside the value, a key goes on by a thousandth of the way', async () => {
  const press = await keysOn({ value: 10_000, min: 1, max: 50_000 });
  const next = await press('ArrowUp');
  expect(next / 10_000).toBeCloseTo(50_000 ** 0.001, 2);
  expect(await press('ArrowDown')).toBeLessThan(next);
  expect(await press('End')).toBe(50_000);
});
