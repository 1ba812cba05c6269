import { afterEach, beforeEach, expect, test } from 'vitest';
import { attachGestures } from './map-gestures.ts';

let element: HTMLElement;
let said: string[];
let isLasso: boolean;
let detach: () => void;

const round = ({ x, y }: { readonly x: number; readonly y: number }) =>
  `${Math.round(x)},${Math.round(y)}`;

beforeEach(() => {
  element = document.createElement('div');
  element.style.cssText = 'position: fixed; left: 50px; top: 20px; width: 300px; height: 200px';
  document.body.append(element);
  element.setPointerCapture = () => {};
  said = [];
  isLasso = false;
  detach = attachGestures(element, {
    isLasso: ({ shiftKey }) => isLasso || shiftKey,
    onMove: (byX, byY) => said.push(`move ${byX},${byY}`),
    onZoom: (factor, at) => said.push(`zoom ${factor.toFixed(2)} at ${round(at)}`),
    onHover: (at) => said.push(at ? `hover ${round(at)}` : 'gone'),
    onPick: (at, adds) => said.push(`pick ${round(at)}${adds ? ' more' : ''}`),
    onDraw: (line) => said.push(`draw ${line?.length ?? 'nothing'}`),
    onLasso: (line, adds) => said.push(`lasso ${line.map(round).join(' ')}${adds ? ' more' : ''}`),
  });
});
afterEach(() => {
  detach();
  element.remove();
});

/** At a place of the element. */
function point(type: string, x: number, y: number, more: PointerEventInit = {}): void {
  const place = { clientX: 50 + x, clientY: 20 + y };
  element.dispatchEvent(new PointerEvent(type, { pointerId: 1, button: 0, ...place, ...more }));
}

test('a press that hardly moves is a click; with Ctrl it adds', () => {
  point('pointerdown', 10, 10);
  point('pointermove', 12, 11);
  point('pointerup', 12, 11);
  expect(said).toEqual(['draw nothing', 'pick 12,11']);
  point('pointerdown', 10, 10, { ctrlKey: true });
  point('pointerup', 10, 10, { ctrlKey: true });
  expect(said.at(-1)).toBe('pick 10,10 more');
});

test('a drag moves the map, and picks nothing', () => {
  point('pointerdown', 10, 10);
  point('pointermove', 20, 15);
  point('pointermove', 30, 15);
  point('pointerup', 30, 15);
  expect(said.filter((s) => s.startsWith('move'))).toEqual(['move 10,5', 'move 10,0']);
  expect(said.join()).not.toContain('pick');
});

test('with Shift it draws a lasso', () => {
  point('pointerdown', 10, 10, { shiftKey: true });
  for (const [x, y] of [
    [60, 10],
    [61, 10],
    [60, 60],
  ] as const) {
    point('pointermove', x, y);
  }
  point('pointerup', 60, 60);
  expect(said.filter((s) => s.startsWith('draw'))).toEqual(['draw 2', 'draw 3', 'draw nothing']);
  expect(said.at(-1)).toBe('lasso 10,10 60,10 60,60');
});

test('a lasso that is broken off selects nothing', () => {
  isLasso = true;
  point('pointerdown', 10, 10);
  point('pointermove', 60, 10);
  point('pointercancel', 60, 10);
  point('pointerup', 60, 10);
  expect(said.at(-1)).toBe('draw nothing');
});

test('two fingers enlarge what is between them', () => {
  point('pointerdown', 100, 100);
  point('pointerdown', 140, 100, { pointerId: 2 });
  point('pointermove', 180, 100, { pointerId: 2 });
  expect(said.slice(-2)).toEqual(['move 20,0', 'zoom 2.00 at 140,100']);
  point('pointerup', 180, 100, { pointerId: 2 });
  point('pointerup', 100, 100);
  expect(said.join()).not.toContain('pick');
});

test('the wheel enlarges at the pointer, lines faster than pixels', () => {
  const turn = (deltaY: number, deltaMode: number) => {
    const event = new WheelEvent('wheel', {
      deltaY,
      deltaMode,
      clientX: 60,
      clientY: 50,
      cancelable: true,
    });
    element.dispatchEvent(event);
    return event.defaultPrevented;
  };
  expect(turn(-100, 0)).toBe(true);
  expect(said.at(-1)).toBe('zoom 1.20 at 10,30');
  turn(3, 1);
  expect(said.at(-1)).toBe('zoom 0.85 at 10,30');
});

test('what rests on the map hovers, and nothing is heard once it is taken off', () => {
  point('pointermove', 5, 6);
  point('pointerleave', 5, 6);
  expect(said).toEqual(['hover 5,6', 'gone']);
  detach();
  point('pointermove', 5, 6);
  expect(said).toHaveLength(2);
});
