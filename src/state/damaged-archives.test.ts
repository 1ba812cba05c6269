import { deflateRawSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { type FuzzSeed, mutatedBytes } from '../core/random/mutated-bytes.test-support.ts';
import { createRandom } from '../core/random/random.ts';
import { unpackSources } from './import-archives.ts';
import { paxLine, testTar, testZip } from './test-archives.ts';

/** Set to repeat or to widen a run. */
const SEED = Number(process.env.FUZZ_SEED ?? 4);
const CASES = Number(process.env.FUZZ_CASES ?? 150);
const MOST_MS = 2000;
/** The clock also counts what other programs do meanwhile. */
const processorMs = () => process.cpuUsage().user / 1000;

const encode = (text: string) => new TextEncoder().encode(text);
const files = ['a.tif', 'Fibres/b.tif'].map((name) => ({ name, bytes: encode(name.repeat(20)) }));
const tar = testTar([
  { name: 'pax', bytes: encode(paxLine('path', 'Tips/c.tif') + paxLine('size', '100')), type: 'x' },
  ...files,
  { name: 'long', bytes: encode('Tips/d.tif\0'), type: 'L' },
  ...files,
]);
const gz = new Uint8Array(gzipSync(tar));
const deflate = (plain: Uint8Array) => new Uint8Array(deflateRawSync(plain));

const tarHeaders = [0, 512, 1024, 2048, 3072].map((at) => [at, at + 512] as const);
const whole = (bytes: Uint8Array) => [[0, bytes.length]] as const;
const zips = [testZip(files), testZip(files, { deflate, zip64: true })];
const seeds: readonly FuzzSeed[] = [
  { name: 'x.tar', bytes: tar, headers: tarHeaders, repair: repairTar },
  { name: 'x.tar.gz', bytes: gz, headers: whole(gz) },
  ...zips.map((bytes) => ({ name: 'x.zip', bytes, headers: whole(bytes) })),
];

function repairTar(bytes: Uint8Array<ArrayBuffer>): void {
  for (let at = 0; at + 512 <= bytes.length; at += 512) {
    const block = bytes.subarray(at, at + 512);
    if (!block.subarray(257, 262).every((byte, i) => byte === 'ustar'.charCodeAt(i))) continue;
    block.fill(32, 148, 156);
    const sum = block.reduce((a, b) => a + b, 0);
    block.set(encode(`${sum.toString(8).padStart(6, '0')}\0 `), 148);
  }
}

/** Opens all that is found; gives what is no sentence among the reasons. */
async function unpack(bytes: Uint8Array<ArrayBuffer>, path: string): Promise<readonly string[]> {
  const sources = async function* () {
    yield { file: new File([bytes], path), path };
  };
  const reasons: string[] = [];
  for await (const found of unpackSources(sources())) {
    if ('reason' in found) reasons.push(found.reason);
    else {
      const failed = (error: Error) => reasons.push(error.message);
      await found.open().then((file) => file.arrayBuffer(), failed);
    }
  }
  return reasons.filter((reason) => !/^[A-Z].* .*\.$/s.test(reason));
}

test.each(seeds)('$name, damaged, gives files or reasons (%#)', async (seed) => {
  for (let n = 0; n < CASES; n++) {
    const bytes = mutatedBytes(seed, createRandom(SEED).fork(n));
    const started = processorMs();
    const faults = await unpack(bytes, seed.name).catch((error: unknown) => [String(error)]);
    const took = processorMs() - started;
    const label = `case ${n} of FUZZ_SEED=${SEED}`;
    expect(faults, label).toEqual([]);
    expect(took, label).toBeLessThan(MOST_MS);
  }
});
