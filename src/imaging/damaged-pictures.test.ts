import { afterAll, expect, test } from 'vitest';
import { AppError } from '../core/app-error.ts';
import { meterAllocations } from '../core/random/allocation-meter.test-support.ts';
import { mutatedBytes } from '../core/random/mutated-bytes.test-support.ts';
import { createRandom } from '../core/random/random.ts';
import { decodePicture, decodeTiffPage } from './decode-picture.ts';
import { fuzzSeeds } from './fuzz-seeds.test-support.ts';
import { sniffFormat } from './sniff-format.ts';
import { readTiffPages } from './tiff/tiff-directory.ts';

/** Set to repeat or to widen a run. */
const SEED = Number(process.env.FUZZ_SEED ?? 4);
const CASES = Number(process.env.FUZZ_CASES ?? 150);
const MOST_MS = 2000;
/** The clock also counts what other programs do meanwhile. */
const processorMs = () => process.cpuUsage().user / 1000;
const seeds = await fuzzSeeds();
const MOST_BYTES = 2 ** 30;
const meter = meterAllocations(MOST_BYTES);
afterAll(meter.restore);

/** As an import does, but that Node has no decoder for a browser's own formats: their headers are read. */
async function read(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  if (sniffFormat(bytes, 'x.tif') !== 'tiff') {
    await decodePicture(bytes, 'x.png', {});
    return;
  }
  for (const page of readTiffPages(bytes)) {
    const { raster } = await decodeTiffPage(bytes, page, {});
    const { width, height, channels, data } = raster;
    if (data.length !== width * height * channels) throw new RangeError('pixels are missing');
  }
}

/** Undefined for a picture or a reason. */
function faultOf(error: unknown): string | undefined {
  if (error instanceof AppError && / .*[.!]$/s.test(error.message)) return undefined;
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return /createImageBitmap is not defined/.test(text) ? undefined : text;
}

test.each(seeds)('$name, damaged, is a picture or a reason', async (seed) => {
  for (let n = 0; n < CASES; n++) {
    const bytes = mutatedBytes(seed, createRandom(SEED).fork(n));
    meter.reset();
    const started = processorMs();
    const fault = await read(bytes).then(() => undefined, faultOf);
    const took = processorMs() - started;
    const slow = took > MOST_MS ? `took ${Math.round(took)} ms` : undefined;
    const large = meter.bytes() > MOST_BYTES ? `allocated ${meter.bytes()} bytes` : undefined;
    expect(fault ?? slow ?? large, `case ${n} of FUZZ_SEED=${SEED}`).toBeUndefined();
  }
});

test.each(seeds)('$name, whole, is read', async ({ bytes }) => {
  expect(await read(bytes).then(() => undefined, faultOf)).toBeUndefined();
});
