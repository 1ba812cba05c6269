export interface TestEntry {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Of a tar's header; a file's by default. */
  readonly type?: string;
}

const encode = (text: string) => new TextEncoder().encode(text);

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function tarHeader({ name, bytes, type = '0' }: TestEntry): Uint8Array {
  const block = new Uint8Array(512);
  const put = (text: string, at: number) => block.set(encode(text), at);
  const encoded = encode(name);
  const slash = encoded.length > 100 ? name.lastIndexOf('/', 150) : -1;
  put(name.slice(slash + 1), 0);
  put('0000644\0', 100);
  put(`${bytes.length.toString(8).padStart(11, '0')}\0`, 124);
  put('14000000000\0', 136);
  put(type, 156);
  put('ustar\x0000', 257);
  if (slash >= 0) put(name.slice(0, slash), 345);
  put('        ', 148);
  const sum = block.reduce((a, b) => a + b, 0);
  put(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

/** A ustar archive of these entries, in this order. */
export function testTar(entries: readonly TestEntry[]): Uint8Array<ArrayBuffer> {
  const parts = entries.flatMap((entry) => [
    tarHeader(entry),
    entry.bytes,
    new Uint8Array((512 - (entry.bytes.length % 512)) % 512),
  ]);
  return joined([...parts, new Uint8Array(1024)]);
}

/** One line of a pax header, its own length included. */
export function paxLine(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`;
  const bytes = encode(rest).length;
  const length = bytes + String(bytes + String(bytes).length).length;
  return `${length}${rest}`;
}

interface TestZipOptions {
  /** Raw deflate; without it entries are stored. */
  readonly deflate?: (bytes: Uint8Array) => Uint8Array;
  readonly zip64?: boolean;
  readonly encrypted?: boolean;
}

const FULL = 0xffffffff;

function little(...fields: readonly (readonly [bytes: 2 | 4 | 8, value: number])[]): Uint8Array {
  const out = new Uint8Array(fields.reduce((sum, [bytes]) => sum + bytes, 0));
  const view = new DataView(out.buffer);
  let at = 0;
  for (const [bytes, value] of fields) {
    if (bytes === 2) view.setUint16(at, value, true);
    else if (bytes === 4) view.setUint32(at, value, true);
    else view.setBigUint64(at, BigInt(value), true);
    at += bytes;
  }
  return out;
}

/** A zip of these entries; checksums are left at zero, which readers of whole files may pass over. */
export function testZip(
  entries: readonly TestEntry[],
  { deflate, zip64 = false, encrypted = false }: TestZipOptions = {},
): Uint8Array<ArrayBuffer> {
  const locals: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const { name, bytes } of entries) {
    const packed = deflate ? deflate(bytes) : bytes;
    const title = encode(name);
    const flags = 0x800 | (encrypted ? 1 : 0);
    const times = [[2, 12 << 11] as const, [2, (40 << 9) | (3 << 5) | 7] as const];
    const method = [2, deflate ? 8 : 0] as const;
    const local = joined([
      little([4, 0x04034b50], [2, 45], [2, flags], method, ...times, [4, 0]),
      little([4, packed.length], [4, bytes.length], [2, title.length], [2, 0]),
      title,
    ]);
    const extra = zip64
      ? little([2, 1], [2, 24], [8, bytes.length], [8, packed.length], [8, offset])
      : new Uint8Array(0);
    directory.push(
      little([4, 0x02014b50], [2, 45], [2, 45], [2, flags], method, ...times, [4, 0]),
      little([4, zip64 ? FULL : packed.length], [4, zip64 ? FULL : bytes.length]),
      little([2, title.length], [2, extra.length], [2, 0], [2, 0], [2, 0], [4, 0]),
      little([4, zip64 ? FULL : offset]),
      title,
      extra,
    );
    locals.push(local, packed);
    offset += local.length + packed.length;
  }
  const list = joined(directory);
  const n = entries.length;
  const end64 = joined([
    little([4, 0x06064b50], [8, 44], [2, 45], [2, 45], [4, 0], [4, 0], [8, n], [8, n]),
    little([8, list.length], [8, offset]),
    little([4, 0x07064b50], [4, 0], [8, offset + list.length], [4, 1]),
  ]);
  const end = joined([
    little([4, 0x06054b50], [2, 0], [2, 0], [2, zip64 ? 0xffff : n], [2, zip64 ? 0xffff : n]),
    little([4, zip64 ? FULL : list.length], [4, zip64 ? FULL : offset], [2, 0]),
  ]);
  return joined([...locals, list, ...(zip64 ? [end64] : []), end]);
}
