import { AppError } from '../../core/app-error.ts';

/** What a download is of, so that it goes on only with the same file. */
export interface DownloadState {
  readonly etag: string | undefined;
  readonly bytes: number;
}

/** A file that grows, and outlives the tab. */
export interface PartialFile {
  /** Undefined before `begin`. */
  state(): Promise<DownloadState | undefined>;
  size(): Promise<number>;
  /** Empties it. */
  begin(state: DownloadState): Promise<void>;
  append(bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  discard(): Promise<void>;
}

export interface DownloadOptions {
  readonly url: string;
  readonly file: PartialFile;
  readonly fetch: typeof globalThis.fetch;
  readonly signal: AbortSignal;
  onProgress(done: number, total: number): void;
}

/** No checkpoint here is half as large. */
const MOST_BYTES = 1e9;
/** A broken connection is taken up again as long as each brings something. */
const MOST_TRIES = 5;
const MEGABYTE = 1e6;

function failed(sentence: string, cause?: unknown): AppError {
  return new AppError('bad-checkpoint', sentence, { cause });
}

const etagOf = ({ headers }: Response) => headers.get('ETag') ?? undefined;

/** "bytes 100-199/200" */
function rangeOf({ headers }: Response): { first: number; total: number } | undefined {
  const [, first, total] =
    /^bytes (\d+)-\d+\/(\d+)$/.exec(headers.get('Content-Range') ?? '') ?? [];
  return first && total ? { first: Number(first), total: Number(total) } : undefined;
}

/** Whether the answer goes on where the file ends. A site need not show its ETag; the hash is checked at the end. */
function continues(answer: Response, state: DownloadState, have: number): boolean {
  const range = rangeOf(answer);
  const etag = etagOf(answer);
  const isSame = etag === undefined || state.etag === undefined || etag === state.etag;
  const isNext = !range || (range.first === have && range.total === state.bytes);
  return answer.status === 206 && isSame && isNext;
}

function request(from: number, { url, fetch, signal }: DownloadOptions): Promise<Response> {
  return fetch(url, {
    signal,
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    ...(from > 0 ? { headers: { Range: `bytes=${from}-` } } : {}),
  });
}

async function beginAnew(options: DownloadOptions): Promise<Response> {
  const answer = await request(0, options);
  if (!answer.ok) {
    throw failed(
      `The site answered ${answer.status}, so nothing was downloaded. Try again later, or add the file by hand.`,
    );
  }
  const bytes = Number(answer.headers.get('Content-Length') ?? Number.NaN);
  if (!(bytes > 0 && bytes <= MOST_BYTES)) {
    await answer.body?.cancel();
    throw failed('The site does not send a checkpoint of a sensible size. Add the file by hand.');
  }
  await options.file.begin({ etag: etagOf(answer), bytes });
  return answer;
}

/** An answer whose body goes on from where the file ends, which may be its beginning. */
async function open(options: DownloadOptions): Promise<Response> {
  const { file } = options;
  const state = await file.state();
  const have = await file.size();
  if (!state || have === 0) return beginAnew(options);
  const answer = await request(have, options);
  if (continues(answer, state, have)) return answer;
  await answer.body?.cancel();
  return beginAnew(options);
}

async function pour(answer: Response, { file, onProgress }: DownloadOptions): Promise<void> {
  const total = (await file.state())?.bytes ?? 0;
  let done = await file.size();
  const reader = answer.body?.getReader();
  for (;;) {
    const { value, done: isEnd } = (await reader?.read()) ?? { done: true, value: undefined };
    if (isEnd || !value) return;
    done += value.byteLength;
    if (done > total) {
      await reader?.cancel();
      await file.discard();
      throw failed('The site sent more than it said. Start the download again.');
    }
    await file.append(value);
    onProgress(done, total);
  }
}

async function isComplete(file: PartialFile): Promise<boolean> {
  const state = await file.state();
  return state !== undefined && (await file.size()) === state.bytes;
}

const isOurs = (error: unknown) =>
  error instanceof AppError || (error as Error | undefined)?.name === 'QuotaExceededError';

/** What broke the connection, or undefined where the body ended. */
async function tryOnce(options: DownloadOptions): Promise<unknown> {
  try {
    await pour(await open(options), options);
    return undefined;
  } catch (error) {
    if (options.signal.aborted || isOurs(error)) throw error;
    return error;
  }
}

/**
 * Fills `file` from the web, from where it ends if it was begun before and the site still has the same file. Cancelled
 * or broken, it keeps what has come.
 * @throws {AppError} `bad-checkpoint` when the site refuses, or the connection breaks and brings nothing more.
 */
export async function downloadResumably(options: DownloadOptions): Promise<void> {
  const { file } = options;
  let cause: unknown;
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    if (await isComplete(file)) return;
    const before = await file.size();
    cause = await tryOnce(options);
    if (await isComplete(file)) return;
    if ((await file.size()) <= before) break;
  }
  const state = await file.state();
  if (!state) {
    throw failed('The site can’t be reached. Check the connection and try again.', cause);
  }
  const done = ((await file.size()) / MEGABYTE).toFixed(1);
  const total = (state.bytes / MEGABYTE).toFixed(1);
  throw failed(
    `The connection broke after ${done} of ${total} MB. What has come is kept: start the download again to go on.`,
    cause,
  );
}

/** What a site says a file is. */
export interface PublishedFile {
  readonly sha256: string;
  readonly bytes: number;
}

/**
 * Reads the pointer that stands for a large file in its repository (https://git-lfs.com/spec/v1); undefined where the
 * site gives none.
 */
export async function fetchPointer(
  url: string,
  { fetch, signal }: Pick<DownloadOptions, 'fetch' | 'signal'>,
): Promise<PublishedFile | undefined> {
  try {
    const answer = await fetch(url, { signal, credentials: 'omit', referrerPolicy: 'no-referrer' });
    const length = Number(answer.headers.get('Content-Length') ?? 0);
    if (!answer.ok || length > 1000) {
      await answer.body?.cancel();
      return undefined;
    }
    const text = await answer.text();
    const [, sha256] = /^oid sha256:([0-9a-f]{64})$/m.exec(text) ?? [];
    const [, size] = /^size (\d+)$/m.exec(text) ?? [];
    return sha256 && size ? { sha256, bytes: Number(size) } : undefined;
  } catch (error) {
    if (signal.aborted) throw error;
    return undefined;
  }
}
