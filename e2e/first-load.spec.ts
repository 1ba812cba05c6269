import { expect, type Page, type Request, test } from '@playwright/test';
import { pictures, showStage } from './journey.ts';

const BUDGET_BYTES = 300_000;
const isWorker = (request: Request) => /\.worker-[\w-]+\.js$/.test(new URL(request.url()).pathname);

/** Everything the page asks for up to its first worker, in a browser that knows gzip only. */
async function requestsBeforeWorkers(page: Page): Promise<readonly Request[]> {
  await page.setExtraHTTPHeaders({ 'accept-encoding': 'gzip' });
  const requests: Request[] = [];
  page.on('request', (request) => requests.push(request));
  const worker = page.waitForRequest(isWorker);
  await page.goto('/');
  return requests.slice(0, requests.indexOf(await worker));
}

test('what the page fetches before any worker starts is under 300 kB gzipped', async ({ page }) => {
  const requests = await requestsBeforeWorkers(page);
  const fetched = await Promise.all(
    requests.map(async (request) => {
      const response = await request.response();
      const { responseBodySize } = await request.sizes();
      const encoding = (await response?.allHeaders())?.['content-encoding'];
      return { path: new URL(request.url()).pathname, bytes: responseBodySize, encoding };
    }),
  );
  const bytes = fetched.reduce((sum, one) => sum + one.bytes, 0);
  test.info().annotations.push({ type: 'first load', description: `${bytes} bytes gzipped` });
  console.log(`first load: ${fetched.length} files, ${bytes} bytes gzipped`);
  expect(fetched[0]?.path).toBe('/');
  for (const kind of [/\.js$/, /\.css$/]) {
    const large = fetched.filter(({ path, bytes }) => kind.test(path) && bytes > 1024);
    expect(large.length).toBeGreaterThan(0);
    for (const { encoding } of large) expect(encoding).toBe('gzip');
  }
  expect(bytes).toBeLessThan(BUDGET_BYTES);
});

test('the page is cross-origin isolated, and the networks run on threads', async ({ page }) => {
  const errors: string[] = [];
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  await page.goto('/');
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  await page.getByRole('button', { name: 'Open the sample set' }).click();
  await expect(pictures(page).first()).toBeVisible({ timeout: 120_000 });
  await showStage(page, 'Features');
  const cores = await page.evaluate(() => navigator.hardwareConcurrency);
  const runsOn = cores > 1 ? `WebAssembly, ${cores} threads` : 'WebAssembly';
  await expect(page.getByText(runsOn, { exact: true })).toBeVisible({ timeout: 60_000 });
  expect(errors).toEqual([]);
});
