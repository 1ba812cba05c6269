import { expect } from 'vitest';
import type { PictureId, PictureRecord } from '../core/dataset/picture.ts';
import type { ReadPicture } from '../protocol/imaging.ts';
import { StorageClient } from './storage.ts';

export const never = () => ({ signal: new AbortController().signal });
const clients: StorageClient[] = [];
const names = new Set<string>();

interface Disk {
  /** All but 64 MB of it used. */
  readonly quota?: number;
  readonly fault?: string;
  /** Calls that still go well. */
  readonly after?: number;
  readonly lockWaitMs?: number;
}

export function clientOn(name: string, disk: Disk = {}): StorageClient {
  const told = Object.entries(disk).map(([key, value]) => [key, `${value}`]);
  const query = new URLSearchParams([['name', name], ...told]);
  const spawn = () =>
    new Worker(new URL('../../workers/storage.test-worker.ts', import.meta.url), {
      type: 'module',
      name: query.toString(),
    });
  const client = new StorageClient(spawn);
  clients.push(client);
  names.add(name);
  return client;
}

/** Somewhere that no other test has been. */
export const somewhere = () => `test-${crypto.randomUUID()}`;

/** Ends the workers, and deletes what they kept. */
export async function forgetAll(): Promise<void> {
  for (const client of clients) client.dispose();
  const root = await navigator.storage.getDirectory();
  for (const name of names) {
    indexedDB.deleteDatabase(name);
    await root.removeEntry(name, { recursive: true }).catch(() => 'still held by a dying worker');
  }
}

export const idOf = (n: number) => n.toString(16).padStart(64, '0') as PictureId;

export function recordOf(n: number, path = `Tips/${n}.tif`): PictureRecord {
  return {
    id: idOf(n),
    path,
    otherPaths: [],
    fileBytes: 1_000_000 + n,
    importedAt: 1_700_000_000_000 + n,
    format: 'tiff',
    width: 1024,
    height: 768,
    bitDepth: 16,
    contrast: { low: 10, high: 60_000 },
    crop: { x: 0, y: 0, width: 1024, height: 704 },
    metadata: { vendor: 'zeiss', pixelSizeNm: 2.5, detector: 'InLens', stripeHeight: 64 },
    scale: undefined,
    folderLabel: undefined,
    synthetic: false,
  };
}

export async function recordsOf(client: StorageClient): Promise<readonly PictureRecord[]> {
  const records: PictureRecord[] = [];
  for (;;) {
    const page = await client.records(records.length, never());
    if (page.length === 0) return records;
    records.push(...page);
  }
}

const bytesOf = (n: number, length: number) =>
  Uint8Array.from({ length }, (_, i) => (n * 31 + i * 7) % 256);

export function pictureOf(n: number, path?: string): ReadPicture {
  return {
    record: recordOf(n, path),
    thumbnail: bytesOf(n, 50 + (n % 5)),
    preview: bytesOf(n + 1, 200 + (n % 7)),
    plate: { data: bytesOf(n + 2, 320), width: 20, height: 16 },
  };
}

/** Where the log of a project stands. */
export const at = (project: string, standing: number) => ({ project, standing });

export const range = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => from + i);

export async function add(client: StorageClient, ns: readonly number[]): Promise<void> {
  await client.addPictures(
    ns.map((n) => pictureOf(n)),
    ns.map(() => 'Tips'),
    never(),
  );
}

/** Bytes of every file of the project, by name. */
export async function filesOf(name: string, id: string): Promise<ReadonlyMap<string, number>> {
  const root = await navigator.storage.getDirectory();
  const folder = await (await root.getDirectoryHandle(name)).getDirectoryHandle(id);
  const sizes = new Map<string, number>();
  for await (const [file, handle] of folder.entries()) {
    sizes.set(file, (await (handle as FileSystemFileHandle).getFile()).size);
  }
  return sizes;
}

/** Asserts that every byte of the pictures is there. */
export async function expectWhole(client: StorageClient, ns: readonly number[]): Promise<void> {
  const ids = ns.map(idOf);
  expect(await client.thumbnails(ids, never())).toEqual(ns.map((n) => pictureOf(n).thumbnail));
  expect(await client.plates(ids, never())).toEqual(ns.map((n) => pictureOf(n).plate));
  for (const n of ns.slice(0, 5)) {
    expect(await client.preview(idOf(n), never())).toEqual(pictureOf(n).preview);
  }
}

/** A decision like any other. */
export const DECISION = {
  kind: 'label',
  pictures: [idOf(1)],
  label: 'Tips',
  before: [null],
} as const;

/** The open project as a file. */
export async function exported(client: StorageClient, results = true): Promise<File> {
  const file = await client.exportProject({ target: undefined, results }, never());
  if (!file) throw new Error('no file');
  return file;
}
