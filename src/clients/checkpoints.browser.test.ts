import { afterAll, expect, test } from 'vitest';
import { INCEPTION_V3 } from '../models/networks/inception-v3.ts';
import { variableShapes } from '../models/networks/shapes.ts';
import { CheckpointsClient } from './checkpoints.ts';
import { NetworkClient } from './network.ts';

const checkpoints = new CheckpointsClient();
const network = new NetworkClient();
const options = { signal: new AbortController().signal };

afterAll(() => {
  checkpoints.dispose();
  network.dispose();
});

/** Inception-v3 without its classifier, all zeros of half precision: right to the reader, and small. */
function zeros(isCut = false): File {
  const names = [...variableShapes(INCEPTION_V3, 1)].filter(([name]) => !name.startsWith('fc.'));
  const header: Record<string, unknown> = {};
  let offset = 0;
  for (const [name, shape] of isCut ? names.slice(0, -1) : names) {
    const end = offset + 2 * shape.reduce((product, n) => product * n, 1);
    header[name] = { dtype: 'F16', shape, data_offsets: [offset, end] };
    offset = end;
  }
  const json = new TextEncoder().encode(JSON.stringify(header));
  const length = new DataView(new ArrayBuffer(8));
  length.setBigUint64(0, BigInt(json.length), true);
  return new File([length.buffer, json, new Uint8Array(offset)], 'mine.tf_v3.safetensors');
}

const usage = async () => (await navigator.storage.estimate()).usage ?? 0;

test('a file is kept, the networks use it, and removing it frees the disk', async () => {
  const before = await usage();
  const added = await checkpoints.add([zeros()], options);
  expect(added).toMatchObject({ network: 'Inception-v3', inputSide: 299 });
  const kept = await checkpoints.kept(options);
  expect(kept.map(({ checkpoint }) => checkpoint.id)).toEqual([added.id]);
  await expect.poll(usage).toBeGreaterThan(before + 40e6);

  await network.boot('wasm', options);
  const titles = (await network.checkpoints(options)).map(({ id }) => id);
  expect(titles).toEqual(['inception-v3-photographs', added.id]);
  const plate = { data: new Uint8Array(100 * 100).fill(9), width: 100, height: 100 };
  const settings = { checkpointId: added.id, endpoint: 'mixed2', inputSide: 75, fit: 'squash' };
  const rows = await network.embed([plate], { ...settings, fit: 'squash' }, options);
  expect([rows.rows, rows.cols, rows.data.every((v) => v === 0)]).toEqual([1, 288, true]);

  const [saved] = await checkpoints.export(added.id, 'safetensors', options);
  const again = await checkpoints.add([saved], options);
  expect(again.title).toBe(added.title);
  for (const { checkpoint } of await checkpoints.kept(options)) {
    await checkpoints.remove(checkpoint.id, options);
  }
  expect(await checkpoints.kept(options)).toEqual([]);
  expect(await network.checkpoints(options)).toHaveLength(1);
  await expect.poll(usage).toBeLessThan(before + 1e6);
});

test('a wrong file is refused in a sentence, and leaves nothing', async () => {
  await expect(checkpoints.add([zeros(true)], options)).rejects.toMatchObject({
    code: 'bad-checkpoint',
    message: expect.stringMatching(/Mixed_7c\.branch_pool\.bn\.running_var is missing/),
  });
  expect(await checkpoints.kept(options)).toEqual([]);
  expect((await checkpoints.offers(options)).map(({ keptBytes }) => keptBytes)).toEqual([
    0, 0, 0, 0,
  ]);
});
