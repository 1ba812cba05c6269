import { createReadStream } from 'node:fs';
import { readFile, realpath, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, resolve, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { HEADERS } from './headers.mjs';

/** @type {Readonly<Record<string, readonly [type: string, compressible: boolean]>>} */
const TYPES = {
  '.html': ['text/html; charset=utf-8', true],
  '.js': ['text/javascript; charset=utf-8', true],
  '.mjs': ['text/javascript; charset=utf-8', true],
  '.css': ['text/css; charset=utf-8', true],
  '.json': ['application/json; charset=utf-8', true],
  '.map': ['application/json; charset=utf-8', true],
  '.svg': ['image/svg+xml', true],
  '.txt': ['text/plain; charset=utf-8', true],
  '.csv': ['text/csv; charset=utf-8', true],
  '.wasm': ['application/wasm', true],
  '.png': ['image/png', false],
  '.jpg': ['image/jpeg', false],
  '.webp': ['image/webp', false],
  '.tif': ['image/tiff', false],
  '.woff': ['font/woff', false],
  '.woff2': ['font/woff2', false],
  '.gz': ['application/gzip', false],
};
const WORTH_COMPRESSING_BYTES = 1024;
/** Vite puts what carries its content's hash in its name there. */
const HASHED = /^\/assets\/.*-[\w-]{8}\.\w+$/;

const brotli = promisify(brotliCompress);
const gzipped = promisify(gzip);
/** @type {Record<string, (bytes: Buffer) => Promise<Buffer>>} */
const ENCODERS = {
  br: (bytes) => brotli(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } }),
  gzip: (bytes) => gzipped(bytes, { level: 7 }),
};

/**
 * The file that `url` names under `root`, or undefined: dotfiles, folders without an index.html and
 * whatever leads out of `root`, links included, are not there.
 * @param {string} root an absolute real path
 * @param {string} url as in the request line
 */
async function locate(root, url) {
  let path;
  try {
    path = decodeURIComponent(new URL(url, 'http://localhost').pathname);
  } catch {
    return undefined;
  }
  if (path.includes('\0') || path.split(/[/\\]/).some((part) => part.startsWith('.'))) {
    return undefined;
  }
  const wanted = join(root, path.endsWith('/') ? `${path}index.html` : path);
  try {
    const file = await realpath(wanted);
    const info = await stat(file);
    if (!file.startsWith(root + sep) || !info.isFile()) return undefined;
    return { file, path, size: info.size, version: `${info.size}-${Math.trunc(info.mtimeMs)}` };
  } catch {
    return undefined;
  }
}

/** @param {string | string[] | undefined} accepted */
function encodingFor(accepted) {
  const offered = String(accepted ?? '')
    .split(',')
    .map((part) => part.trim().split(/\s*;\s*/))
    .filter(([, weight]) => !/^q=0(\.0*)?$/.test(weight ?? ''))
    .map(([name]) => name);
  return ['br', 'gzip'].find((name) => offered.includes(name));
}

/**
 * A server for the files of `folder`, with the production headers on every answer.
 * @param {string} folder
 */
export async function createStaticServer(folder) {
  const root = await realpath(resolve(folder));
  /** @type {Map<string, { version: string, bytes: Promise<Buffer> }>} */
  const compressed = new Map();

  /** @param {{ file: string, version: string }} found @param {string} encoding */
  const compress = ({ file, version }, encoding) => {
    const key = `${encoding} ${file}`;
    const kept = compressed.get(key);
    if (kept?.version === version) return kept.bytes;
    const bytes = readFile(file).then(ENCODERS[encoding]);
    bytes.catch(() => compressed.delete(key));
    compressed.set(key, { version, bytes });
    return bytes;
  };

  /** @param {import('node:http').IncomingMessage} request @param {import('node:http').ServerResponse} response */
  const answer = async (request, response) => {
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return say(response, 405, 'Only GET and HEAD.', { Allow: 'GET, HEAD' });
    }
    const found = await locate(root, request.url ?? '/');
    if (!found) return say(response, 404, 'Not found.');

    const [type, compressible] = TYPES[extname(found.file).toLowerCase()] ?? [
      'application/octet-stream',
      false,
    ];
    const encoding =
      compressible && found.size >= WORTH_COMPRESSING_BYTES
        ? encodingFor(request.headers['accept-encoding'])
        : undefined;
    const etag = `"${found.version}${encoding ? `-${encoding}` : ''}"`;
    response.setHeader(
      'Cache-Control',
      HASHED.test(found.path) ? 'public, max-age=31536000, immutable' : 'no-cache',
    );
    response.setHeader('ETag', etag);
    if (compressible) response.setHeader('Vary', 'Accept-Encoding');
    if (request.headers['if-none-match']?.split(/\s*,\s*/).includes(etag)) {
      return response.writeHead(304).end();
    }

    response.setHeader('Content-Type', type);
    if (encoding) {
      const bytes = await compress(found, encoding);
      response.writeHead(200, { 'Content-Encoding': encoding, 'Content-Length': bytes.length });
      return response.end(request.method === 'HEAD' ? undefined : bytes);
    }
    response.writeHead(200, { 'Content-Length': found.size });
    if (request.method === 'HEAD') return response.end();
    await pipeline(createReadStream(found.file), response);
  };

  return createServer((request, response) => {
    answer(request, response).catch(() => {
      if (response.headersSent) response.destroy();
      else say(response, 500, 'The file could not be read.');
    });
  });
}

/**
 * @param {import('node:http').ServerResponse} response
 * @param {number} status
 * @param {string} text
 * @param {Record<string, string>} [headers]
 */
function say(response, status, text, headers = {}) {
  response.writeHead(status, {
    ...headers,
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
  });
  response.end(response.req.method === 'HEAD' ? undefined : text);
}

/**
 * Listens on this machine only.
 * @param {import('node:http').Server} server
 * @param {number} port 0 for any
 * @param {number} [tries] how many ports from `port` on may be tried
 * @returns {Promise<number>} the port that was free
 */
export async function listen(server, port, tries = 1) {
  for (let i = 0; ; i++) {
    try {
      await new Promise((settle, fail) => {
        server.once('error', fail);
        server.listen(port === 0 ? 0 : port + i, '127.0.0.1', () => {
          server.off('error', fail);
          settle(undefined);
        });
      });
      return /** @type {import('node:net').AddressInfo} */ (server.address()).port;
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EADDRINUSE' || i + 1 >= tries) {
        throw error;
      }
    }
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [folder = 'dist', port = '4174'] = process.argv.slice(2);
  console.log(`http://localhost:${await listen(await createStaticServer(folder), Number(port))}`);
}
