import { expect, test } from 'vitest';
import type { Model, ModelAbout } from '../src/core/network/model.ts';
import { sha256Of } from '../src/models/checkpoints/sha256.ts';
import { INCEPTION_V3 } from '../src/models/networks/inception-v3.ts';
import { variableShapes } from '../src/models/networks/shapes.ts';
import { createJob } from '../src/protocol/job.ts';
import { CheckpointStore } from '../src/storage/checkpoint-store.ts';
import type { OpenFile } from '../src/storage/project-files.ts';
import { createCheckpointsApi } from './checkpoints.ts';
import { createNetworkApi } from './network.ts';
import { storedEntries } from './stored-entries.ts';

const job = () => createJob(new AbortController().signal);
const OFFER = 'inception_v3.tf_in1k';

/** A folder in memory, with what is used of the browser's. */
function memoryStore() {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  const missing = () => Object.assign(new Error('no such file'), { name: 'NotFoundError' });
  const handle = (name: string) => ({
    kind: 'file',
    getFile: async () => new File([files.get(name) ?? new Uint8Array(0)], name),
  });
  const folder = {
    getFileHandle: async (name: string) => {
      if (!files.has(name)) throw missing();
      return handle(name);
    },
    removeEntry: async (name: string) => {
      if (!files.delete(name)) throw missing();
    },
    async *entries() {
      for (const name of [...files.keys()]) yield [name, handle(name)];
    },
    keys: () => [...files.keys()],
  } as unknown as FileSystemDirectoryHandle;
  const openFile: OpenFile = async (_, name) => {
    const content = () => files.get(name) ?? new Uint8Array(0);
    const resize = (size: number) => {
      const { buffer, length } = content();
      const isRoom = size <= buffer.byteLength;
      const next = new Uint8Array(isRoom ? buffer : new ArrayBuffer(2 * size), 0, size);
      if (isRoom) next.fill(0, length);
      else next.set(content());
      files.set(name, next);
      return next;
    };
    return {
      read: () => 0,
      write: (from, { at }) => {
        const end = at + from.byteLength;
        const next = end > content().length ? resize(end) : content();
        next.set(new Uint8Array(from.buffer, from.byteOffset, from.byteLength), at);
        return from.byteLength;
      },
      truncate: (size) => void resize(size),
      flush: () => {},
      close: () => {},
    };
  };
  return { files, store: new CheckpointStore(folder, openFile) };
}

function zeros(): Uint8Array<ArrayBuffer> {
  const header: Record<string, unknown> = {};
  let offset = 0;
  for (const [name, shape] of variableShapes(INCEPTION_V3, 1001)) {
    const end = offset + 2 * shape.reduce((product, n) => product * n, 1);
    header[name] = { dtype: 'F16', shape, data_offsets: [offset, end] };
    offset = end;
  }
  const json = new TextEncoder().encode(JSON.stringify(header));
  const file = new Uint8Array(8 + json.length + offset);
  new DataView(file.buffer).setBigUint64(0, BigInt(json.length), true);
  file.set(json, 8);
  return file;
}

const content = zeros();

function siteOf(pointer: string | undefined, body = content) {
  const asked: string[] = [];
  const fetch = (async (url: string) => {
    asked.push(url);
    if (!url.includes('/raw/')) {
      return new Response(body, { headers: { 'Content-Length': `${body.length}` } });
    }
    return pointer === undefined
      ? new Response('', { status: 404 })
      : new Response(`oid sha256:${pointer}\nsize ${body.length}\n`);
  }) as typeof globalThis.fetch;
  return { fetch, asked };
}

test('a download whose hash is the published one is kept, and later needs no network', async () => {
  const { store, files } = memoryStore();
  const { fetch, asked } = siteOf(await sha256Of(content));
  const api = createCheckpointsApi({ openStore: async () => store, fetch });
  expect((await api.offers(job())).map(({ id }) => id)).toContain(OFFER);
  expect(asked).toEqual([]);
  const added = await api.download(OFFER, job());
  expect(added.provenance).toMatch(/SHA-256 is the one that the site publishes/);
  expect(added.licence).toBe('Apache-2.0');
  expect(asked).toHaveLength(2);
  expect(await api.download(OFFER, job())).toEqual(added);
  expect(asked).toHaveLength(2);
  expect((await api.offers(job())).map(({ id }) => id)).not.toContain(OFFER);

  const [entry] = await storedEntries(store);
  const { averagePool, source } = await entry.open(new AbortController().signal);
  expect([averagePool, source('fc.weight')?.shape]).toEqual(['exclude', [1000, 2048]]);
  await api.remove(added.id, job());
  expect([...files.keys()]).toEqual([]);
});

test('without a published hash the one of the download is recorded, and checked when read', async () => {
  const { store, files } = memoryStore();
  const api = createCheckpointsApi({ openStore: async () => store, ...siteOf(undefined) });
  const added = await api.download(OFFER, job());
  expect(added.sha256).toBe(await sha256Of(content));
  expect(added.provenance).toMatch(/named no SHA-256/);
  const [entry] = await storedEntries(store);
  const file = [...files.keys()].find((name) => name.startsWith('download-')) ?? '';
  files.get(file)?.fill(1, -4);
  await expect(entry.open(new AbortController().signal)).rejects.toThrow(/damaged on this disk/);
});

test.each<[string, string | undefined, Uint8Array<ArrayBuffer>, RegExp]>([
  ['another hash', '0'.repeat(64), content, /SHA-256 differs/],
  ['no checkpoint', undefined, new TextEncoder().encode('<html>'), /no readable safetensors/],
])('a download that is %s is refused and deleted', async (_, pointer, body, message) => {
  const { store, files } = memoryStore();
  const api = createCheckpointsApi({ openStore: async () => store, ...siteOf(pointer, body) });
  await expect(api.download(OFFER, job())).rejects.toThrow(message);
  expect([...files.keys()]).toEqual([]);
});

test('what a killed tab left is swept, unfinished downloads and checkpoints are not', async () => {
  const { store, files } = memoryStore();
  await store.put('one', [Uint8Array.of(1)], { a: 1 });
  await store.begin('download-x', { bytes: 9 });
  const kept = [...files.keys()];
  files.set('two.0000.safetensors', Uint8Array.of(1));
  files.set('download-y', Uint8Array.of(1));
  await store.sweep();
  expect([...files.keys()]).toEqual(kept);
});

const ABOUT: ModelAbout = {
  title: 'Mine, fine tuning',
  classNames: ['Tips', 'Fibres'],
  inputSide: 107,
  fit: 'crop',
  temperature: 1.5,
  provenance: 'Trained.',
  licence: 'MIT',
  parent: { title: 'Another', sha256: 'abc' },
  run: { epochs: 3 },
};

test('a trained network goes out as files, and comes back as a classifier', async () => {
  const { store } = memoryStore();
  const kept = createCheckpointsApi({ openStore: async () => store, ...siteOf(undefined) });
  const network = createNetworkApi({
    start: () => Promise.reject(new Error('no backend is needed')),
    catalogue: [],
    architectures: [INCEPTION_V3],
  });
  const head = { data: Float32Array.from({ length: 2 * 2048 }, (_, i) => i), shape: [2, 2048] };
  const model: Model = {
    base: { kind: 'scratch', network: INCEPTION_V3.id, seed: 1 },
    variables: { 'fc.weight': head, 'fc.bias': { data: Float32Array.of(1, 2), shape: [2] } },
    classes: 2,
  };
  for (const format of ['safetensors', 'tfjs'] as const) {
    const files = await network.exportModel(model, ABOUT, format, job());
    const names = format === 'tfjs' ? ['json', 'weights.bin'] : ['safetensors'];
    expect(files.map(({ name }) => name)).toEqual(names.map((end) => `mine-fine-tuning.${end}`));
    const added = await kept.add(files, job());
    expect(added).toMatchObject({
      title: ABOUT.title,
      provenance: 'Trained.',
      inputSide: 107,
      classifier: { classes: ['Tips', 'Fibres'], temperature: 1.5, fit: 'crop' },
    });
    const [entry] = await storedEntries(store);
    expect(entry?.record).toMatchObject({ parent: ABOUT.parent, run: ABOUT.run });
    const { source } = await entry.open(new AbortController().signal);
    expect(source('fc.weight')).toEqual(head);
    await kept.remove(added.id, job());
  }
});
