import { expect, test } from 'vitest';
import { closingLine, countPlaywright, countVitest, settleCounts } from './count-tests.mjs';

test("Vitest's report, a file that could not be loaded being one failure", () => {
  const report = {
    numPassedTests: 5,
    numFailedTests: 1,
    numPendingTests: 2,
    numTodoTests: 1,
    testResults: [
      { status: 'passed', assertionResults: [{}] },
      { status: 'failed', assertionResults: [{}] },
      { status: 'failed', assertionResults: [] },
    ],
  };
  expect(countVitest(report)).toEqual({ passed: 5, failed: 2, skipped: 3 });
});

test("Playwright's report", () => {
  const stats = { expected: 3, flaky: 1, unexpected: 2, skipped: 4 };
  expect(countPlaywright({ stats })).toEqual({ passed: 4, failed: 2, skipped: 4 });
});

test.each([
  ['a passing check is one', 0, undefined, false, [1, 0, 0]],
  ['a failing check is one', 2, undefined, false, [0, 1, 0]],
  ['tests without a report failed, whatever the exit code', 0, undefined, true, [0, 1, 0]],
  ['counted tests are what they are', 1, [4, 2, 1], true, [4, 2, 1]],
  ['a run that failed with no failing test is a failure', 1, [4, 0, 1], true, [4, 1, 1]],
])('%s', (_, code, counted, madeOfTests, settled) => {
  const counts = (triple: readonly (number | undefined)[]) => ({
    passed: triple[0] ?? 0,
    failed: triple[1] ?? 0,
    skipped: triple[2] ?? 0,
  });
  expect(settleCounts(code, counted && counts(counted), madeOfTests)).toEqual(counts(settled));
});

test('the closing line names skipped tests only where there are any', () => {
  expect(closingLine([])).toBe('0 passed, 0 failed');
  expect(
    closingLine([
      { passed: 2, failed: 0, skipped: 0 },
      { passed: 3, failed: 1, skipped: 2 },
    ]),
  ).toBe('5 passed, 1 failed, 2 skipped');
});
