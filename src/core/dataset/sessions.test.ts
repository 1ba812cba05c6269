import { expect, test } from 'vitest';
import { acquisitionTime } from './acquisition-time.ts';
import type { PictureId } from './picture.ts';
import { groupSessions, sessionNumbers } from './sessions.ts';

const picture = (id: string, folder: string, acquiredAt?: string, instrument = 'S1') => ({
  id: id as PictureId,
  path: `${folder}/${id}.tif`,
  metadata: { vendor: 'fei' as const, instrument, ...(acquiredAt ? { acquiredAt } : {}) },
});

test('a folder, an instrument and a gap of more than four hours make sessions', async () => {
  const pictures = [
    picture('a', 'x', '2020-02-13T09:00:00'),
    picture('b', 'x', '2020-02-13T18:00:01'),
    picture('c', 'x', '2020-02-13T13:00:00'),
    picture('d', 'y', '2020-02-13T09:00:00'),
    picture('e', 'x', '2020-02-13T09:30:00', 'S2'),
    picture('f', 'x'),
    picture('g', 'x'),
  ];
  const sessions = await groupSessions(pictures);
  expect(sessions.map(({ pictures: ids }) => ids.join(''))).toEqual(['ac', 'b', 'd', 'e', 'fg']);
  expect(sessions.map(({ from }) => from === undefined)).toEqual([
    false,
    false,
    false,
    false,
    true,
  ]);
  expect(new Set(sessions.map(({ key }) => key)).size).toBe(5);
  const ids = [...pictures.map(({ id }) => id), 'z' as PictureId];
  expect([...sessionNumbers(sessions, ids)]).toEqual([0, 1, 0, 2, 3, 4, 4, -1]);
});

test('a picture every three hours is one session, however long', async () => {
  const pictures = [0, 3, 6, 9, 12, 15].map((hour) =>
    picture(`p${hour}`, 'x', `2020-02-13T${String(hour).padStart(2, '0')}:00:00`),
  );
  expect(await groupSessions(pictures)).toHaveLength(1);
  expect(await groupSessions([])).toEqual([]);
});

test('a session may have more pictures than a call has arguments', async () => {
  const many = Array.from({ length: 150_000 }, (_, i) => picture(`p${i}`, 'x'));
  const sessions = await groupSessions([...many, picture('q', 'y')]);
  expect(sessions.map(({ pictures }) => pictures.length)).toEqual([150_000, 1]);
});

const utc = (text: string) => Date.parse(`${text}Z`);

test.each([
  ['2020-02-13T21:23:51', utc('2020-02-13T21:23:51')],
  ['2020-02-13 21:23', utc('2020-02-13T21:23:00')],
  ['2020-02-13', utc('2020-02-13T00:00:00')],
  ['13 Feb 2020', utc('2020-02-13T00:00:00')],
  ['13 February 2020 09:23:51 PM', utc('2020-02-13T21:23:51')],
])('%s is a time', (text, at) => {
  expect(acquisitionTime(text)).toBe(at);
});

test.each([undefined, '', '02/03/2020', 'yesterday', '13 Foo 2020'])(
  '%s is no plain time',
  (text) => {
    expect(acquisitionTime(text)).toBeUndefined();
  },
);
