import { AppError } from '../core/app-error.ts';
import {
  damagedTar,
  parsePax,
  parseTarHeader,
  TAR_BLOCK,
  type TarHeader,
  tarFilling,
} from '../core/archives/tar-header.ts';

/** A file of an archive; its bytes are read when it is opened. */
export interface ArchiveEntry {
  /** As the archive has it: may climb out of its folder. */
  readonly name: string;
  open(): Promise<File>;
}

/** The bytes of a tar from first to last. */
interface TarInput {
  /** The next bytes; fewer only at the end. */
  read(bytes: number): Promise<Uint8Array>;
  /** The next bytes as a file's; undefined where the input ends before. */
  take(bytes: number): Promise<Blob | undefined>;
  /** Whether there were so many. */
  skip(bytes: number): Promise<boolean>;
  close(): Promise<void>;
}

/** Of one entry: a picture larger than that is refused anyway, and a gzipped one would be held whole. */
const MOST_ENTRY_BYTES = 2 ** 30;
/** Of names and extended headers, which are held whole. */
const MOST_HEADER_BYTES = 2 ** 20;

/**
 * The files of a tar, one by one in its order. A plain one is never read as a whole: its entries are slices of it. A
 * gzipped one is unpacked as far as entries are asked for.
 * @throws {AppError} `damaged-archive` where it can't be followed; the entries before it are good.
 */
export async function* tarEntries(file: File, isGzipped: boolean): AsyncGenerator<ArchiveEntry> {
  const input = isGzipped ? gzipInput(file) : sliceInput(file);
  try {
    yield* entriesOf(input);
  } finally {
    await input.close();
  }
}

async function* entriesOf(input: TarInput): AsyncGenerator<ArchiveEntry> {
  let told: Partial<Pick<TarHeader, 'name' | 'size'>> = {};
  for (;;) {
    const block = await input.read(TAR_BLOCK);
    if (block.length === 0) return;
    if (block.length < TAR_BLOCK) throw damagedTar();
    const plain = parseTarHeader(block);
    if (!plain) return;
    if (plain.kind === 'long-name' || plain.kind === 'extended') {
      told = { ...told, ...(await extension(input, plain)) };
      continue;
    }
    const { name, size, modifiedAt } = { ...plain, ...told };
    told = {};
    if (plain.kind === 'file' && size > MOST_ENTRY_BYTES) {
      if (!(await input.skip(size))) throw damagedTar();
      yield { name, open: async () => Promise.reject(tooLarge()) };
    } else if (plain.kind === 'file') {
      const blob = await input.take(size);
      if (!blob) throw damagedTar();
      const title = name.slice(name.lastIndexOf('/') + 1);
      yield { name, open: async () => new File([blob], title, { lastModified: modifiedAt }) };
    } else if (!(await input.skip(size))) throw damagedTar();
    await input.skip(tarFilling(size));
  }
}

function tooLarge(): AppError {
  return new AppError(
    'picture-too-large',
    'The file is larger than a gigabyte. Crop or shrink the picture, and add it again.',
  );
}

/** What a header of its own says of the entry behind it. */
async function extension(
  input: TarInput,
  { kind, size }: TarHeader,
): Promise<Partial<Pick<TarHeader, 'name' | 'size'>>> {
  if (size > MOST_HEADER_BYTES) throw damagedTar();
  const bytes = await input.read(size);
  if (bytes.length < size) throw damagedTar();
  await input.skip(tarFilling(size));
  if (kind === 'extended') return parsePax(bytes);
  return { name: new TextDecoder().decode(bytes).replace(/\0.*$/s, '') };
}

function sliceInput(file: File): TarInput {
  let at = 0;
  const next = (bytes: number) => {
    const from = at;
    at += bytes;
    return file.slice(from, at);
  };
  return {
    read: async (bytes) => new Uint8Array(await next(bytes).arrayBuffer()),
    take: async (bytes) => {
      const blob = next(bytes);
      return blob.size === bytes ? blob : undefined;
    },
    skip: async (bytes) => next(bytes).size === bytes,
    close: async () => {},
  };
}

function gzipInput(file: File): TarInput {
  const stream = file.stream().pipeThrough(new DecompressionStream('gzip'));
  const reader = stream.getReader();
  let chunk: Uint8Array<ArrayBuffer> = new Uint8Array(0);
  const pull = async (most: number) => {
    while (chunk.length === 0) {
      const { done, value } = await reader.read().catch((cause: unknown) => {
        throw damagedTar(cause);
      });
      if (done) return undefined;
      chunk = value as Uint8Array<ArrayBuffer>;
    }
    const part = chunk.subarray(0, most);
    chunk = chunk.subarray(part.length);
    return part;
  };
  const collect = async (bytes: number, keep: boolean) => {
    const parts: Uint8Array<ArrayBuffer>[] = [];
    let left = bytes;
    while (left > 0) {
      const part = await pull(left);
      if (!part) break;
      left -= part.length;
      if (keep) parts.push(part);
    }
    return { parts, isWhole: left === 0 };
  };
  return {
    read: async (bytes) => {
      const { parts } = await collect(bytes, true);
      return new Uint8Array(await new Blob(parts).arrayBuffer());
    },
    take: async (bytes) => {
      const { parts, isWhole } = await collect(bytes, true);
      return isWhole ? new Blob(parts) : undefined;
    },
    skip: async (bytes) => (await collect(bytes, false)).isWhole,
    close: () => reader.cancel().catch(() => {}),
  };
}
