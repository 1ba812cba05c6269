/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/**
 * Of Vitest's JSON report. A file that could not even be loaded is one failure.
 * @param {any} report
 * @returns {Counts}
 */
export function countVitest(report) {
  const unloaded = report.testResults.filter(
    (/** @type {any} */ file) => file.status === 'failed' && file.assertionResults.length === 0,
  ).length;
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/**
 * Of Playwright's JSON report. A test that passed only when it was tried again has passed.
 * @param {any} report
 * @returns {Counts}
 */
export function countPlaywright({ stats }) {
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    skipped: stats.skipped,
  };
}

/**
 * What a step counts for. Its exit code has the last word: a run that failed without one failing test, or
 * without a report, is one failure.
 * @param {number} code
 * @param {Counts | undefined} counts undefined for a step that is not made of tests, or left no report
 * @param {boolean} madeOfTests
 * @returns {Counts}
 */
export function settleCounts(code, counts, madeOfTests) {
  if (!counts) {
    const passed = code === 0 && !madeOfTests;
    return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 };
  }
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/** @param {readonly Counts[]} all */
export function closingLine(all) {
  const sum = (/** @type {keyof Counts} */ key) => all.reduce((n, counts) => n + counts[key], 0);
  const skipped = sum('skipped');
  return `${sum('passed')} passed, ${sum('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
