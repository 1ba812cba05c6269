import { chromium } from 'playwright';
import { CHROMIUM_ARGS, findChromium } from '../../scripts/find-chromium.mjs';
import { openMeter } from './process-meter.mjs';

/**
 * @typedef {object} Measured
 * @property {any} value
 * @property {number} wallSeconds as the worker saw it
 * @property {number} cpuSeconds of all threads of the page's process
 * @property {number} [peakMb] most that the page's process held at once above what it held before; Linux only
 * @property {number} [residentMb] most that it held at once
 */
/**
 * A browser of its own with the bench's page and one task in it, so that its processor time and memory are
 * those of its one page process.
 * @param {string} origin
 * @param {string} task
 */
export async function openTask(origin, task) {
  const executablePath = await findChromium();
  const browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: [...CHROMIUM_ARGS, '--js-flags=--expose-gc'],
  });
  const page = await browser.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error') process.stderr.write(`${task}: ${message.text()}\n`);
  });
  await page.goto(`${origin}/bench/index.html`);

  /** @param {string} verb @param {unknown} input */
  const ask = async (verb, input) => {
    const answer = await page.evaluate(
      // @ts-expect-error the page puts it there
      ([name, what, arg]) => globalThis.callTask(name, what, arg),
      [task, verb, input],
    );
    if (answer.kind === 'failed') throw new Error(`${task} ${verb}: ${answer.message}`);
    return answer;
  };

  await ask('settle', {});
  const startMeter = await openMeter(browser);

  return {
    /** @param {string} verb @param {unknown} [input] @returns {Promise<Measured>} */
    async call(verb, input = {}) {
      await ask('settle', {});
      const stopMeter = await startMeter();
      const { value, wallSeconds } = await ask(verb, input);
      return { value, wallSeconds, ...(await stopMeter()) };
    },
    close: () => browser.close(),
  };
}
