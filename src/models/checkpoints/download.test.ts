import { expect, test } from 'vitest';
import {
  type DownloadState,
  downloadResumably,
  fetchPointer,
  type PartialFile,
} from './download.ts';

const CONTENT = Uint8Array.from({ length: 1000 }, (_, i) => (i * 7) % 251);

class MemoryFile implements PartialFile {
  bytes: number[] = [];
  known: DownloadState | undefined;
  state = async () => this.known;
  size = async () => this.bytes.length;
  begin = async (state: DownloadState) => {
    this.known = state;
    this.bytes = [];
  };
  append = async (bytes: Uint8Array) => void this.bytes.push(...bytes);
  discard = async () => {
    this.known = undefined;
    this.bytes = [];
  };
}

interface Site {
  etag?: string;
  content?: Uint8Array;
  /** How many bytes each connection brings before it breaks; the last one's counts for all that follow. */
  breaks?: number[];
  ignoresRange?: boolean;
  status?: number;
}

function siteOf(site: Site) {
  const ranges: (string | null)[] = [];
  const fetch = (async (_: string, init?: RequestInit) => {
    const { content = CONTENT, etag = '"a"', status } = site;
    const range = new Headers(init?.headers).get('Range');
    ranges.push(range);
    if (status) return new Response('no', { status });
    const first = range && !site.ignoresRange ? Number(/\d+/.exec(range)?.[0]) : 0;
    const brings = site.breaks?.length ? (site.breaks.shift() ?? 0) : Number.POSITIVE_INFINITY;
    const body = new ReadableStream<Uint8Array>({
      start: (controller) =>
        controller.enqueue(content.slice(first, first + Math.min(300, brings))),
      pull(controller) {
        if (brings <= 300) controller.error(new TypeError('network error'));
        else controller.enqueue(content.slice(first + 300));
        if (brings > 300) controller.close();
      },
    });
    const isPart = range !== null && !site.ignoresRange;
    return new Response(body, {
      status: isPart ? 206 : 200,
      headers: {
        ETag: etag,
        'Content-Length': `${content.length - first}`,
        ...(isPart
          ? { 'Content-Range': `bytes ${first}-${content.length - 1}/${content.length}` }
          : {}),
      },
    });
  }) as typeof globalThis.fetch;
  return { fetch, ranges };
}

const download = (file: PartialFile, fetch: typeof globalThis.fetch) =>
  downloadResumably({
    url: 'https://example.org/model.safetensors',
    file,
    fetch,
    signal: new AbortController().signal,
    onProgress: () => {},
  });

test('a whole file comes in one go, and is not fetched again', async () => {
  const file = new MemoryFile();
  const { fetch, ranges } = siteOf({});
  await download(file, fetch);
  await download(file, fetch);
  expect(file.bytes).toEqual([...CONTENT]);
  expect(ranges).toEqual([null]);
});

test('a broken connection is taken up where it broke', async () => {
  const file = new MemoryFile();
  const { fetch, ranges } = siteOf({ breaks: [200, 100] });
  await download(file, fetch);
  expect(ranges).toEqual([null, 'bytes=200-', 'bytes=300-']);
  expect(file.bytes).toEqual([...CONTENT]);
});

test('when nothing more comes, what has come is kept for the next start', async () => {
  const file = new MemoryFile();
  await expect(download(file, siteOf({ breaks: [250, 0] }).fetch)).rejects.toThrow(
    /broke after 0\.0 of 0\.0 MB\. What has come is kept/,
  );
  expect(file.bytes).toHaveLength(250);
  const { fetch, ranges } = siteOf({});
  await download(file, fetch);
  expect(ranges).toEqual(['bytes=250-']);
  expect(file.bytes).toEqual([...CONTENT]);
});

test.each<[string, Site]>([
  ['another ETag', { etag: '"b"', content: CONTENT.toReversed() }],
  ['another length', { content: CONTENT.toReversed().subarray(0, 900) }],
  ['no answer to ranges', { ignoresRange: true, content: CONTENT.toReversed() }],
])('a file that has %s meanwhile is fetched from the beginning', async (_, site) => {
  const file = new MemoryFile();
  await expect(download(file, siteOf({ breaks: [250, 0] }).fetch)).rejects.toThrow();
  await download(file, siteOf(site).fetch);
  expect(file.bytes).toEqual([...(site.content ?? [])]);
});

test('a refusal is told with its number, and a cancel keeps what has come', async () => {
  const file = new MemoryFile();
  await expect(download(file, siteOf({ status: 404 }).fetch)).rejects.toThrow(/answered 404/);
  const abort = new AbortController();
  const cancelled = downloadResumably({
    url: 'https://example.org',
    file,
    fetch: siteOf({ breaks: [200] }).fetch,
    signal: abort.signal,
    onProgress: () => abort.abort(),
  });
  await expect(cancelled).rejects.toThrow(/network error/);
  expect(file.bytes).toHaveLength(200);
});

test('the published hash is read from a pointer, and its absence is no failure', async () => {
  const { signal } = new AbortController();
  const sha256 = '0123456789abcdef'.repeat(4);
  const text = `version https://git-lfs.github.com/spec/v1\noid sha256:${sha256}\nsize 95481860\n`;
  const answering = (body: string, status = 200) =>
    (async () => new Response(body, { status })) as typeof globalThis.fetch;
  expect(await fetchPointer('https://x', { fetch: answering(text), signal })).toEqual({
    sha256,
    bytes: 95481860,
  });
  expect(await fetchPointer('https://x', { fetch: answering('<html>'), signal })).toBeUndefined();
  expect(await fetchPointer('https://x', { fetch: answering('', 401), signal })).toBeUndefined();
});
