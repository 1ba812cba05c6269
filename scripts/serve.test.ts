import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { HEADERS } from './headers.mjs';
import { createStaticServer, listen } from './serve.mjs';

const SCRIPT = 'export const answer = 42;\n'.repeat(100);
let folder: string;
let server: Server;
let port: number;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'semscape-serve-'));
  const root = join(folder, 'dist');
  await mkdir(join(root, 'assets'), { recursive: true });
  await writeFile(join(folder, 'secret.txt'), 'secret');
  await writeFile(join(root, 'index.html'), '<!doctype html><title>Semscape</title>');
  await writeFile(join(root, 'assets/main-AbCd_123.js'), SCRIPT);
  await writeFile(join(root, 'assets/net-0123abcd.wasm'), new Uint8Array(8));
  await writeFile(join(root, 'icon.svg'), '<svg/>');
  await writeFile(join(root, 'model.bin'), new Uint8Array(3));
  await writeFile(join(root, '.sources'), 'stamp');
  await symlink(join(folder, 'secret.txt'), join(root, 'link.txt'));
  server = await createStaticServer(root);
  port = await listen(server, 0);
});

afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true });
});

interface Answer {
  readonly status: number | undefined;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: Buffer;
}

/** Unlike fetch, sends the path as it is. */
function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode,
          headers: response.headers,
          body: Buffer.concat(chunks),
        }),
      );
    });
    asked.on('error', reject);
    asked.end();
  });
}

test.each([
  ['/', 200, 'text/html; charset=utf-8'],
  ['/?project=1', 200, 'text/html; charset=utf-8'],
  ['/assets/main-AbCd_123.js', 200, 'text/javascript; charset=utf-8'],
  ['/assets/net-0123abcd.wasm', 200, 'application/wasm'],
  ['/icon.svg', 200, 'image/svg+xml'],
  ['/model.bin', 200, 'application/octet-stream'],
  ['/missing.js', 404, 'text/plain; charset=utf-8'],
])('%s is answered with %i as %s under the production headers', async (path, status, type) => {
  const answer = await ask(path);
  expect(answer.status).toBe(status);
  expect(answer.headers['content-type']).toBe(type);
  for (const [name, value] of Object.entries(HEADERS)) {
    expect(answer.headers[name.toLowerCase()]).toBe(value);
  }
});

test.each([
  '/../secret.txt',
  '/%2e%2e/secret.txt',
  '/..%2fsecret.txt',
  '/assets/..%2f..%2fsecret.txt',
  '/..%5csecret.txt',
  '/link.txt',
  '/.sources',
  '/assets',
  '/assets/',
  '/%00',
  '/%',
  '//',
])('%s does not lead out of the folder', async (path) => {
  const answer = await ask(path);
  expect(answer.body.toString()).not.toContain('secret');
  expect(answer.status === 404 || answer.body.includes('<!doctype html>')).toBe(true);
});

test('text is compressed as the browser likes it', async () => {
  const path = '/assets/main-AbCd_123.js';
  const brotli = await ask(path, { 'accept-encoding': 'gzip, deflate, br' });
  expect(brotli.headers['content-encoding']).toBe('br');
  expect(brotliDecompressSync(brotli.body).toString()).toBe(SCRIPT);
  const gzip = await ask(path, { 'accept-encoding': 'br;q=0, gzip' });
  expect(gunzipSync(gzip.body).toString()).toBe(SCRIPT);
  const plain = await ask(path);
  expect(plain.headers['content-encoding']).toBeUndefined();
  expect(plain.body.toString()).toBe(SCRIPT);
  expect(new Set([brotli, gzip, plain].map((answer) => answer.headers.etag)).size).toBe(3);
});

test('what carries its hash is kept for good, the rest is asked for again', async () => {
  const script = await ask('/assets/main-AbCd_123.js');
  expect(script.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  const page = await ask('/');
  expect(page.headers['cache-control']).toBe('no-cache');
  const again = await ask('/', { 'if-none-match': String(page.headers.etag) });
  expect(again.status).toBe(304);
  expect(again.body).toHaveLength(0);
});

test('HEAD has no body, other methods are refused', async () => {
  const head = await ask('/icon.svg', {}, 'HEAD');
  expect([head.status, head.headers['content-length'], head.body.length]).toEqual([200, '6', 0]);
  const post = await ask('/', {}, 'POST');
  expect([post.status, post.headers.allow]).toEqual([405, 'GET, HEAD']);
});

test('a taken port is passed over only where that is asked for', async () => {
  const other = await createStaticServer(join(folder, 'dist'));
  await expect(listen(other, port)).rejects.toThrow('EADDRINUSE');
  const found = await listen(other, port, 20);
  expect(found).toBeGreaterThan(port);
  other.close();
});
