import { expect, test } from 'vitest';
import { openerOf, portProblem, readPort } from './launch.mjs';

test.each([
  [undefined, undefined],
  ['', undefined],
  ['0', 0],
  ['8080', 8080],
  ['65535', 65_535],
])('PORT=%s asks for %s', (text, port) => {
  expect(readPort(text)).toEqual({ port });
});

test.each(['65536', '-1', '80.5', '1e3', '0x50', ' ', 'http'])('PORT=%s is refused', (text) => {
  expect(readPort(text)).toEqual({
    problem: `PORT is "${text}", but must be a whole number from 0 to 65535.`,
  });
});

test('a port that can’t be had is told with a way out', () => {
  expect(portProblem('EADDRINUSE', 4174)).toMatch(/^Port 4174 is taken\..*PORT=8080 npm start$/);
  expect(portProblem('EACCES', 80)).toMatch(/^Port 80 needs special rights\..*above 1023/);
  expect(portProblem('ENOENT', 80)).toBeUndefined();
});

test('the browser is opened as each system does it', () => {
  const address = 'http://localhost:4174';
  expect(openerOf('linux', address)).toEqual(['xdg-open', [address]]);
  expect(openerOf('darwin', address)).toEqual(['open', [address]]);
  expect(openerOf('win32', address)).toEqual(['cmd', ['/c', 'start', '', address]]);
});
