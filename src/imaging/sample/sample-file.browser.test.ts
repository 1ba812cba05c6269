import { type Remote, wrap } from 'comlink';
import { decode as decodePng } from 'fast-png';
import { fromArrayBuffer } from 'geotiff';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { planSample, type SamplePlan } from '../../core/sample/sample-plan.ts';
import { sampleTruth } from '../../core/sample/sample-truth.ts';
import { STRIPE_STYLES, type StripeStyle } from '../../core/sample/stripe-styles.ts';
import type { SampleFile } from './sample-file.ts';

const SEED = 3;
const STYLES = Object.keys(STRIPE_STYLES) as StripeStyle[];

let worker: Worker;
let api: Remote<{ sampleFile(index: number, seed: number): Promise<SampleFile> }>;

beforeAll(() => {
  worker = new Worker(new URL('./sample-file.test-worker.ts', import.meta.url), { type: 'module' });
  api = wrap(worker);
});

afterAll(() => worker.terminate());

function findPlan(fits: (plan: SamplePlan) => boolean): SamplePlan {
  for (let index = 0; index < 5000; index++) {
    const plan = planSample(index, SEED);
    if (fits(plan)) return plan;
  }
  throw new RangeError('no such plan');
}

async function bytesOf({ index, seed }: SamplePlan): Promise<Uint8Array<ArrayBuffer>> {
  const { file } = await api.sampleFile(index, seed);
  return new Uint8Array(await file.arrayBuffer());
}

/** The comment segment right after the start of a JPEG. */
function jpegComment(bytes: Uint8Array): string {
  expect([...bytes.subarray(0, 4)]).toEqual([0xff, 0xd8, 0xff, 0xfe]);
  const length = (bytes[4] << 8) | bytes[5];
  return new TextDecoder().decode(bytes.subarray(6, 4 + length));
}

interface Shown {
  readonly width: number;
  /** RGBA of the file as a viewer shows it. */
  readonly pixels: Uint8ClampedArray;
}

async function show(bytes: Uint8Array<ArrayBuffer>, type: string): Promise<Shown> {
  const bitmap = await createImageBitmap(new Blob([bytes], { type }));
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
  if (!context) throw new TypeError('no canvas');
  context.drawImage(bitmap, 0, 0);
  const { width, height } = bitmap;
  return { width, pixels: context.getImageData(0, 0, width, height).data };
}

async function readTiff(bytes: Uint8Array<ArrayBuffer>) {
  const image = await (await fromArrayBuffer(bytes.buffer)).getImage();
  const samples = (await image.readRasters({ interleave: true })) as unknown as Uint16Array;
  return { image, samples };
}

test.each([
  ['png', 'image/png'],
  ['jpeg', 'image/jpeg'],
])('a %s file decodes to the planned size and carries its truth', async (format, type) => {
  const plan = findPlan((each) => each.format === format && each.width === 512);
  const bytes = await bytesOf(plan);
  const { width, pixels } = await show(bytes, type);
  expect([width, pixels.length / 4 / width]).toEqual([plan.width, plan.height]);
  const truth = format === 'png' ? decodePng(bytes).text.Semscape : jpegComment(bytes);
  expect(truth).toBe(sampleTruth(plan));
});

test.each([
  ['tiff', 8, 1],
  ['tiff16', 16, 1],
  ['tiff-palette', 8, 3],
])('a %s file is valid and carries its truth', async (format, bits, photometric) => {
  const plan = findPlan((each) => each.format === format && each.width === 512);
  const { image, samples } = await readTiff(await bytesOf(plan));
  expect([image.getWidth(), image.getHeight()]).toEqual([plan.width, plan.height]);
  expect(image.getBitsPerSample()).toBe(bits);
  expect(image.fileDirectory.getValue('PhotometricInterpretation')).toBe(photometric);
  const description = String(await image.fileDirectory.loadValue('ImageDescription'));
  expect(description.replace(/\0$/, '')).toBe(sampleTruth(plan));
  if (bits === 16) expect(samples.some((sample) => sample % 257 !== 0)).toBe(true);
});

test('the path names category and index, and the same seed gives the same bytes', async () => {
  const { path, file } = await api.sampleFile(26, SEED);
  expect(path).toMatch(/^Nanowires\/semscape-000026\.(tif|png|jpg)$/);
  expect(path.endsWith(file.name)).toBe(true);
  const first = new Uint8Array(await file.arrayBuffer());
  expect(await bytesOf(planSample(26, SEED))).toEqual(first);
  expect(await bytesOf(planSample(26, SEED + 1))).not.toEqual(first);
});

/** Lengths of the runs of one colour along the rows of the band, longest first. */
function runsIn({ width, pixels }: Shown, plan: SamplePlan, isBar: (at: number) => boolean) {
  const runs: number[] = [];
  for (let y = plan.bandTop; y < Math.min(plan.bandTop + plan.bandHeight, plan.height); y++) {
    let run = 0;
    for (let x = 0; x <= width; x++) {
      if (x < width && isBar(4 * (y * width + x))) run++;
      else {
        if (run > 0) runs.push(run);
        run = 0;
      }
    }
  }
  expect(pixels.length).toBe(4 * width * plan.height);
  return new Set(runs);
}

test.each(['zeiss-green', 'jeol-black', 'tescan'] as const)(
  'the bar of a %s stripe is as long as its truth says',
  async (style) => {
    const plan = findPlan((each) => each.style === style && each.format === 'png');
    const shown = await show(await bytesOf(plan), 'image/png');
    const { pixels } = shown;
    const isBar = (at: number) =>
      style === 'zeiss-green' ? pixels[at + 1] > 150 && pixels[at] < 60 : pixels[at] > 250;
    const runs = runsIn(shown, plan, isBar);
    const { barPixels } = plan.scale;
    expect([0, 1, 2].some((cap) => runs.has(barPixels + cap))).toBe(true);
  },
);

test.each(STYLES)(
  'a %s stripe has letters in the bundled fonts, inside its band',
  async (style) => {
    const plan = findPlan((each) => each.style === style && each.format === 'png');
    const { width, pixels } = await show(await bytesOf(plan), 'image/png');
    let ink = 0;
    for (let y = plan.bandTop; y < plan.bandTop + plan.bandHeight; y++) {
      for (let x = 1; x < width; x++) {
        const at = 4 * (y * width + x);
        if (Math.abs(pixels[at + 2] - pixels[at - 2]) > 120) ink++;
      }
    }
    expect(ink / (width * plan.bandHeight)).toBeGreaterThan(0.004);
  },
);
