import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach, expect, test, vi } from 'vitest';
import { Remarks } from './Remarks.tsx';

vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
const taken: (() => void)[] = [];
afterEach(() => {
  for (const take of taken.splice(0)) take();
});

function show(remarks: readonly string[]) {
  const place = document.body.appendChild(document.createElement('div'));
  const root = createRoot(place);
  act(() => root.render(<Remarks remarks={remarks} />));
  taken.push(() => {
    act(() => root.unmount());
    place.remove();
  });
  return {
    place,
    buttons: () => [...place.querySelectorAll('button')],
    texts: () => [...place.querySelectorAll('li')].map((item) => item.textContent),
  };
}

test('a press opens a remark and closes it again; its text is there for a screen reader all along', () => {
  const { buttons } = show(['Fibres has 4 pictures only.', 'The scale tells all.']);
  const [first, second] = buttons();
  expect(first?.textContent).toBe('Fibres has 4 pictures only.');
  expect(first?.getAttribute('aria-expanded')).toBe('false');
  act(() => first?.click());
  expect(first?.getAttribute('aria-expanded')).toBe('true');
  expect(second?.getAttribute('aria-expanded')).toBe('false');
  act(() => first?.click());
  expect(first?.getAttribute('aria-expanded')).toBe('false');
});

test('of many remarks the last ones wait behind a button', () => {
  const many = Array.from({ length: 7 }, (_, i) => `Remark ${i}`);
  const { buttons, texts } = show(many);
  expect(texts()).toEqual([...many.slice(0, 4), '3 more']);
  act(() => buttons().at(-1)?.click());
  expect(texts()).toEqual(many);
});

test('nothing to remark is no list', () => {
  expect(show([]).place.innerHTML).toBe('');
});
