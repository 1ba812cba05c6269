import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { expect, test, vi } from 'vitest';
import { createTestStore, testFiles } from '../../state/test-store.ts';
import { AppContext } from '../app-context.ts';
import { CutoffControl } from './CutoffControl.tsx';

vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);

/** With trees whose density peaks were cut off at a distance of 2. */
async function opened() {
  const { store } = createTestStore();
  const state = () => store.getState();
  await state().openProject();
  await state().importFiles(testFiles(Array.from({ length: 12 }, (_, i) => `${'abc'[i % 3]}${i}`)));
  state().setRecipe('clustering', { cutoffDistance: 2 });
  await state().runAll();
  const place = document.body.appendChild(document.createElement('div'));
  const context = { store, thumbnails: {} as never };
  await act(async () =>
    createRoot(place).render(
      <AppContext value={context}>
        <CutoffControl cutoff={2} />
      </AppContext>,
    ),
  );
  const input = place.querySelector<HTMLInputElement>('input[inputmode="decimal"]');
  if (!input) throw new Error('no field');
  const type = (text: string) =>
    act(async () => {
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, text);
      input.dispatchEvent(new Event('input', { bubbles: true }));
    });
  const press = (key: string) =>
    act(async () => void input.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true })));
  const leave = () =>
    act(async () => void input.dispatchEvent(new FocusEvent('focusout', { bubbles: true })));
  const grownAt = () => state().trees['density-peaks']?.decision?.cutoff;
  return { state, input, type, press, leave, grownAt };
}

test('a distance that is typed shapes the tree, with a comma or a point', async () => {
  const { state, input, type, press, leave, grownAt } = await opened();
  expect(input.value).toBe('2');
  await type('1,5');
  expect(grownAt()).toBe(2);
  await press('Enter');
  await vi.waitFor(() => expect(grownAt()).toBe(1.5));
  expect(state().recipe.clustering.cutoffDistance).toBe(1.5);
  expect(input.value).toBe('1.5');
  await type('3.25');
  await leave();
  await vi.waitFor(() => expect(grownAt()).toBe(3.25));
});

test('what is no distance is taken back', async () => {
  const { state, input, type, press, leave } = await opened();
  for (const text of ['', '0', '-1', 'far', '1e13']) {
    await type(text);
    expect(input.getAttribute('aria-invalid')).toBe('true');
    await press('Enter');
    expect(input.value).toBe(text);
    await leave();
    expect(input.value).toBe('2');
  }
  await type('7');
  await press('Escape');
  await leave();
  expect(state().recipe.clustering.cutoffDistance).toBe(2);
});
