import { expect, test } from 'vitest';
import { AppError } from '../core/app-error.ts';
import { storageFailure } from './storage-failure.ts';

test.each([
  ['QuotaExceededError', 'storage-full', /free disk space/],
  ['VersionError', 'storage-newer', /newer/],
  ['SecurityError', 'storage-unavailable', /allow/i],
  ['InvalidStateError', 'storage-unavailable', /reload/i],
  ['AbortError', 'storage-unavailable', /reload/i],
])('%s is told as %s', (name, code, advice) => {
  const cause = new DOMException('it broke', name);
  const failure = storageFailure(cause);
  expect(failure).toBeInstanceOf(AppError);
  expect(failure).toMatchObject({ code, cause, message: expect.stringMatching(advice) });
});

test("what is the programmer's mistake, or told already, stays as it is", () => {
  for (const cause of [
    new RangeError('4 of 3'),
    new DOMException('a function', 'DataCloneError'),
    new AppError('project-locked', 'Close the other tab.'),
  ]) {
    expect(storageFailure(cause)).toBe(cause);
  }
});
