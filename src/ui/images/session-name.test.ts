import { expect, test } from 'vitest';
import { sessionName } from './session-name.ts';

test('a session is named by the nearest folders, the day and the instrument', () => {
  const from = Date.UTC(2020, 1, 13, 23, 59);
  expect(sessionName({ folder: 'lab/2020/Tips', from, instrument: 'fei Versa 3D' })).toBe(
    '2020/Tips, 13 Feb 2020, fei Versa 3D',
  );
  expect(sessionName({ folder: '', from: undefined, instrument: '' })).toBe('No folder');
});
