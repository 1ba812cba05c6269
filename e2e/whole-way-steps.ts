import { readFile } from 'node:fs/promises';
import { expect, type Locator, type Page, type TestInfo, test } from '@playwright/test';
import type { Subset } from '../src/core/export/subset.ts';
import { METHOD_NAMES } from '../src/figures/method-names.ts';
import { choose, exportSubset, showStage, waitForJobs, waitUntilSaved } from './journey.ts';
import { readSubset } from './subset-schema.ts';

const reader = (page: Page, title: string) =>
  page.getByRole('slider', { name: `Reading of ${title}`, exact: true });
const selected = (page: Page) => page.getByRole('heading', { name: /pictures? selected$/ });
const slider = (page: Page) =>
  page.getByRole('slider', { name: 'Number of clusters', exact: true });
const wall = (page: Page) => page.getByRole('region', { name: 'Clusters', exact: true });

/** How many pictures and labels there are: "101 pictures, 10 labels". */
async function readCounts(page: Page): Promise<string> {
  const line = page.getByRole('region', { name: 'Running jobs' });
  let counts = '';
  await expect(async () => {
    const [, pictures, labels] =
      /^(\d+ pictures)\s+(\d+ labels)/.exec(await line.innerText()) ?? [];
    expect(pictures).toBeTruthy();
    counts = `${pictures}, ${labels}`;
  }).toPass();
  return counts;
}

/** What a figure says after so many arrow keys. */
async function readFigure(page: Page, title: string, keys: readonly string[]): Promise<string> {
  const figure = reader(page, title);
  await figure.focus();
  for (const key of keys) await figure.press(key);
  await expect(figure).toHaveAttribute('aria-valuetext', /\d/);
  return (await figure.getAttribute('aria-valuetext')) ?? '';
}

/** Far enough to the right for any figure. */
const TO_THE_END = Array.from({ length: 16 }, () => 'Shift+ArrowRight');

/** What the page says of the features, the dimension and the codes: whole sentences, with their numbers. */
async function readCodes(page: Page): Promise<readonly string[]> {
  await showStage(page, 'Features');
  const taken = page.getByText(/^\d+ pictures × \d+$/);
  const codes = page.getByText(/^Codes of \d+ pictures, \d+ numbers each\.$/);
  await expect(taken).toBeVisible();
  await expect(codes).toBeVisible();
  const dimension = await readFigure(page, 'Intrinsic dimension', TO_THE_END);
  expect([...dimension.matchAll(/(?:Before|After), \d+ % \d+\.\d+/g)]).toHaveLength(6);
  const loss = await readFigure(page, 'Training the autoencoder', TO_THE_END);
  expect(loss).toMatch(/^Epoch \d+.*Training [\d.]+/);
  return [await taken.innerText(), await codes.innerText(), dimension, loss];
}

/** How many colours a canvas has. */
function coloursOf(canvas: Locator): Promise<number> {
  return canvas.evaluate((element: HTMLCanvasElement) => {
    const { width, height } = element;
    const pixels = element.getContext('2d')?.getImageData(0, 0, width, height).data.buffer;
    return new Set(new Uint32Array(pixels ?? new ArrayBuffer(0))).size;
  });
}

/** Correlations of the distances with the categories, before and after the autoencoder. */
async function readCorrelations(page: Page): Promise<readonly number[]> {
  await showStage(page, 'Distances');
  const summary = await page.getByText(/pictures compared/).innerText();
  return [...summary.matchAll(/(?:by|and) (-?\d\.\d{3})/g)].map(([, r]) => Number(r));
}

/** Both heatmaps, by pointer and by keyboard. */
export async function lookAtHeatmaps(page: Page): Promise<readonly number[]> {
  const correlations = await readCorrelations(page);
  const canvases = page.locator('canvas');
  for (const [i, title] of ['Before the autoencoder', 'After the autoencoder'].entries()) {
    await expect(reader(page, title)).toBeVisible();
    await expect(canvases.nth(i)).toBeVisible();
    expect(await coloursOf(canvases.nth(i))).toBeGreaterThan(50);
  }

  await test.step('the pointer over a cell shows its two pictures', async () => {
    const box = await canvases.first().boundingBox();
    if (!box) throw new Error('the heatmap has no place on the page');
    await page.mouse.move(box.x + box.width * 0.7, box.y + box.height * 0.2);
    const pair = page.getByRole('figure');
    await expect(pair).toHaveCount(2);
    for (const one of await pair.all()) {
      await expect(one.getByRole('img')).toHaveJSProperty('complete', true);
      await expect(one).toContainText(/\.\w{3,4}$/);
    }
    await expect(page.getByText(/^[\d.]+ feature units$/)).toBeVisible();
  });

  await test.step('arrow keys read it too, and Enter selects the two', async () => {
    const said = await readFigure(page, 'After the autoencoder', ['ArrowRight', 'Shift+ArrowDown']);
    expect(said).toMatch(/^.+, .+ and .+, .+: [\d.]+ code units$/);
    await page.keyboard.press('Enter');
    await expect(selected(page)).toHaveText('2 pictures selected');
    await page.getByRole('button', { name: 'Clear', exact: true }).click();
  });
  return correlations;
}

/** The cut, the scores and the names. */
async function readClusters(page: Page): Promise<readonly string[]> {
  await showStage(page, 'Clusters');
  await expect(wall(page).getByRole('listitem').first()).toContainText(/\d+ pictures?/);
  const scores = await readFigure(page, 'Agreement at every number of clusters', [
    'Shift+ArrowRight',
    'Shift+ArrowRight',
  ]);
  for (const name of Object.values(METHOD_NAMES)) expect(scores).toMatch(`${name} 0.`);
  const k = (await slider(page).getAttribute('aria-valuetext')) ?? '';
  const rows = await wall(page).getByRole('listitem').allInnerTexts();
  return [k, scores, ...rows];
}

/** Moves the cut and names the biggest cluster, all by keyboard; how many pictures it has. */
export async function nameCluster(page: Page, name: string): Promise<number> {
  await showStage(page, 'Clusters');
  await expect(slider(page)).toHaveAttribute('aria-valuetext', '10');
  await slider(page).press('ArrowRight');
  await slider(page).press('ArrowRight');
  await slider(page).press('ArrowLeft');
  await expect(slider(page)).toHaveAttribute('aria-valuetext', '11');
  const first = wall(page).getByRole('listitem').first();
  await first.getByRole('button', { name: 'Name this cluster' }).press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name', { exact: true }).fill(name);
  await page.keyboard.press('Enter');
  await expect(first.getByRole('button', { name, exact: true })).toBeVisible();
  const size = /(\d+) pictures?/.exec(await first.innerText())?.[1];
  return Number(size);
}

/** The tree and the decision graph, by arrow keys. */
export async function readClusterFigures(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Decision graph' }).click();
  const centre = await readFigure(page, 'Density and distance of every picture', ['ArrowUp']);
  expect(centre).toMatch(/density [\d.]+, distance [\d.]+, a centre$/);
  await page.keyboard.press('Enter');
  await expect(selected(page)).toHaveText('1 picture selected');
  await page.getByRole('button', { name: 'Clear', exact: true }).click();

  await page.getByRole('tab', { name: 'Tree', exact: true }).click();
  const node = await readFigure(page, 'The top of the tree', ['ArrowRight', 'ArrowRight']);
  const [, pictures] = /, (\d+) pictures?$/.exec(node) ?? [];
  await page.keyboard.press('Enter');
  const open = page.getByRole('region', { name: 'Cluster', exact: true });
  await expect(open).toContainText(`${pictures} pictures`);
  await open.getByRole('button', { name: 'All clusters' }).click();
  await expect(wall(page)).toBeVisible();
}

/** The subset of one cluster, by the published schema. */
export async function exportCluster(page: Page, name: string, info: TestInfo): Promise<Subset> {
  await showStage(page, 'Export');
  await choose(page, 'Subset', 'By cluster');
  const clusters = page.getByRole('group', { name: 'Clusters' }).getByRole('checkbox');
  await expect(clusters).toHaveCount(11);
  await page.getByRole('checkbox', { name }).check();
  return readSubset(await exportSubset(page, info));
}

/** What all stages say, to be compared with what they say after a reload. */
async function readResults(page: Page) {
  return {
    pictures: await readCounts(page),
    codes: await readCodes(page),
    correlations: await readCorrelations(page),
    clusters: await readClusters(page),
  };
}

/** Reloads the page, and awaits that all stages say again what they said. */
export async function expectNothingLost(page: Page, counts: string): Promise<void> {
  const before = await readResults(page);
  expect(before.pictures).toBe(counts);
  await waitUntilSaved(page);
  await page.reload();
  await waitForJobs(page);
  await expect(async () => expect(await readResults(page)).toEqual(before)).toPass({
    timeout: 120_000,
  });
}

/** The texts of a figure as it is downloaded. */
export async function downloadFigure(page: Page, name: string, info: TestInfo) {
  const textOf = async (kind: 'SVG' | 'CSV') => {
    const coming = page.waitForEvent('download');
    await page.getByRole('button', { name: `Download ${name} as ${kind}` }).click();
    const file = info.outputPath(`${name}.${kind}`);
    await (await coming).saveAs(file);
    return readFile(file, 'utf8');
  };
  return { svg: await textOf('SVG'), csv: await textOf('CSV') };
}
