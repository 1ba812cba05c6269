import { expect, test } from 'vitest';
import { sessionName } from './session-name.ts';

test('a session is named by the nearest folders, the day and the instrument', () => {
  const from = Date.UTC(2020, 1, 13, 23, 59);
  expect(sessionName({ folder: 'lab/2020/Tips', from, instrument: 'fei Versa 3D' })).toBe(
    '2020/Tips, 13 Feb 2020, FEI Versa 3D',
  );
  expect(sessionName({ folder: '', from: undefined, instrument: '' })).toBe('No folder');
});

test('instruments are written as their makers write them', () => {
  const name = (instrument: string) => sessionName({ folder: 'Tips', from: undefined, instrument });
  expect(name('zeiss SIGMA')).toBe('Tips, Zeiss SIGMA');
  expect(name('sis')).toBe('Tips, Olympus SIS');
  expect(name('semscape Semscape, zeiss-like')).toBe('Tips, Semscape, zeiss-like');
  expect(name('SU8030')).toBe('Tips, SU8030');
});
