import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach, expect, test, vi } from 'vitest';
import { FigureReader } from './FigureReader.tsx';

vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
const taken: (() => void)[] = [];
afterEach(() => {
  for (const take of taken.splice(0)) take();
});

function show(reading: { at: number; text: string } | undefined) {
  const calls = { onPoint: vi.fn(), onStep: vi.fn(), onPick: vi.fn() };
  const place = document.body.appendChild(document.createElement('div'));
  const root = createRoot(place);
  act(() => root.render(<FigureReader title="Codes" reading={reading} most={9} {...calls} />));
  taken.push(() => {
    act(() => root.unmount());
    place.remove();
  });
  const reader = place.querySelector<HTMLElement>('[role=slider]');
  if (!reader) throw new Error('no reader');
  const press = (key: string, more: KeyboardEventInit = {}) => {
    const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more });
    act(() => void reader.dispatchEvent(event));
    return event.defaultPrevented;
  };
  return { ...calls, reader, press };
}

test('is reached by Tab, and says what it reads', () => {
  const { reader } = show({ at: 3, text: 'Tips, a.tif and Tips, b.tif: 2.5 code units' });
  expect(reader.tabIndex).toBe(0);
  expect(reader.getAttribute('aria-label')).toBe('Reading of Codes');
  expect(reader.getAttribute('aria-valuetext')).toBe('Tips, a.tif and Tips, b.tif: 2.5 code units');
  expect(reader.getAttribute('aria-valuenow')).toBe('3');
  expect(reader.getAttribute('aria-valuemax')).toBe('9');
});

test('arrows ask for steps, ten times as far with Shift; keys of the browser stay its own', () => {
  const { press, onStep } = show(undefined);
  expect(press('ArrowDown')).toBe(true);
  expect(press('ArrowLeft', { shiftKey: true })).toBe(true);
  expect(onStep.mock.calls).toEqual([[[0, 1]], [[-10, 0]]]);
  expect(press('ArrowLeft', { altKey: true })).toBe(false);
  expect(press('Tab')).toBe(false);
  expect(onStep).toHaveBeenCalledTimes(2);
});

test('Enter does what a click does, once there is something to do it with', () => {
  const without = show(undefined);
  expect(without.press('Enter')).toBe(false);
  act(() => without.reader.click());
  expect(without.onPick).not.toHaveBeenCalled();
  const { press, reader, onPick } = show({ at: 1, text: 'Node 1' });
  expect(press('Enter')).toBe(true);
  act(() => reader.click());
  expect(onPick).toHaveBeenCalledTimes(2);
});

test('what is read ends with the focus', () => {
  const { reader, onPoint } = show({ at: 1, text: 'Node 1' });
  act(() => reader.focus());
  act(() => reader.blur());
  expect(onPoint.mock.calls).toEqual([[undefined]]);
});
