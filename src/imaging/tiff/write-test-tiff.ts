/** Writes every kind of TIFF that the decoder must read; for tests alone. */
export interface TestTiff {
  readonly width: number;
  readonly height: number;
  readonly samples?: number;
  readonly bits?: number;
  readonly kind?: 'unsigned' | 'signed' | 'float';
  readonly photometric?: number;
  readonly compression?: 'none' | 'packbits' | 'lzw' | 'deflate';
  readonly predictor?: 1 | 2 | 3;
  readonly littleEndian?: boolean;
  readonly isBig?: boolean;
  readonly isPlanar?: boolean;
  /** Strips of so many rows, or tiles; one strip if absent. */
  readonly blocks?:
    | { readonly rows: number }
    | { readonly tileWidth: number; readonly tileHeight: number };
  readonly colourMap?: readonly number[];
  readonly isShuffled?: boolean;
  readonly texts?: Readonly<Record<number, string>>;
  /** Row by row, samples interleaved. */
  readonly values: ArrayLike<number>;
}

interface Field {
  readonly tag: number;
  readonly type: 2 | 3 | 4;
  readonly values: readonly number[];
}

const COMPRESSION = { none: 1, packbits: 32_773, lzw: 5, deflate: 8 } as const;
const FORMAT = { unsigned: 1, signed: 2, float: 3 } as const;
const TYPE_BYTES = { 2: 1, 3: 2, 4: 4 } as const;

export async function writeTestTiff(tiff: TestTiff): Promise<Uint8Array<ArrayBuffer>> {
  const { samples = 1, bits = 8, kind = 'unsigned', compression = 'none', predictor = 1 } = tiff;
  const blocks: Uint8Array[] = [];
  const shape = blockShape(tiff);
  for (let plane = 0; plane < (tiff.isPlanar ? samples : 1); plane++) {
    for (let y = 0; y < tiff.height; y += shape.height) {
      for (let x = 0; x < tiff.width; x += shape.width) {
        blocks.push(await compress(blockBytes(tiff, { x, y, plane }), compression));
      }
    }
  }
  const isTiled = shape.isTiled;
  const fields: Field[] = [
    { tag: 256, type: 4, values: [tiff.width] },
    { tag: 257, type: 4, values: [tiff.height] },
    { tag: 258, type: 3, values: Array(samples).fill(bits) },
    { tag: 259, type: 3, values: [COMPRESSION[compression]] },
    { tag: 262, type: 3, values: [tiff.photometric ?? (samples >= 3 ? 2 : 1)] },
    { tag: 277, type: 3, values: [samples] },
    { tag: 284, type: 3, values: [tiff.isPlanar ? 2 : 1] },
    { tag: 317, type: 3, values: [predictor] },
    { tag: 339, type: 3, values: Array(samples).fill(FORMAT[kind]) },
    ...(isTiled
      ? [
          { tag: 322, type: 3 as const, values: [shape.width] },
          { tag: 323, type: 3 as const, values: [shape.height] },
        ]
      : [{ tag: 278, type: 3 as const, values: [shape.height] }]),
    ...(tiff.colourMap ? [{ tag: 320, type: 3 as const, values: tiff.colourMap }] : []),
    ...Object.entries(tiff.texts ?? {}).map(([tag, text]) => ({
      tag: Number(tag),
      type: 2 as const,
      values: [...text].map((c) => c.charCodeAt(0)),
    })),
  ];
  return assemble(tiff, { fields, blocks, isTiled });
}

function blockShape(tiff: TestTiff) {
  const { blocks, width, height } = tiff;
  if (blocks && 'tileWidth' in blocks) {
    return { width: blocks.tileWidth, height: blocks.tileHeight, isTiled: true };
  }
  return { width, height: blocks?.rows ?? height, isTiled: false };
}

function blockBytes(
  tiff: TestTiff,
  at: { readonly x: number; readonly y: number; readonly plane: number },
): Uint8Array<ArrayBuffer> {
  const { width, samples = 1, bits = 8, predictor = 1 } = tiff;
  const shape = blockShape(tiff);
  const rows = shape.isTiled ? shape.height : Math.min(shape.height, tiff.height - at.y);
  const perPixel = tiff.isPlanar ? 1 : samples;
  const rowBytes = Math.ceil((shape.width * perPixel * bits) / 8);
  const out = new Uint8Array(rowBytes * rows);
  for (let r = 0; r < rows; r++) {
    const row: number[] = [];
    for (let x = 0; x < shape.width; x++) {
      for (let s = 0; s < perPixel; s++) {
        const column = Math.min(width - 1, at.x + x);
        const line = Math.min(tiff.height - 1, at.y + r);
        row.push(tiff.values[(line * width + column) * samples + (tiff.isPlanar ? at.plane : s)]!);
      }
    }
    out.set(rowOf(tiff, row, { predictor, stride: perPixel, rowBytes }), r * rowBytes);
  }
  return out;
}

function rowOf(
  tiff: TestTiff,
  row: readonly number[],
  how: { readonly predictor: number; readonly stride: number; readonly rowBytes: number },
): Uint8Array {
  const { bits = 8, kind = 'unsigned', littleEndian = true } = tiff;
  const { predictor, stride, rowBytes } = how;
  if (predictor === 3) return floatingRow(row, stride, bits / 8);
  const values = predictor === 2 ? row.map((v, i) => v - (i < stride ? 0 : row[i - stride]!)) : row;
  const out = new Uint8Array(rowBytes);
  const view = new DataView(out.buffer);
  values.forEach((v, i) => {
    if (kind === 'float') view.setFloat32(i * 4, v, littleEndian);
    else if (bits === 32) view.setUint32(i * 4, v, littleEndian);
    else if (bits === 16) view.setUint16(i * 2, v, littleEndian);
    else if (bits === 8) view.setUint8(i, v);
    else {
      for (let b = 0; b < bits; b++) {
        const at = i * bits + b;
        out[at >> 3]! |= ((v >> (bits - 1 - b)) & 1) << (7 - (at & 7));
      }
    }
  });
  return out;
}

function floatingRow(row: readonly number[], stride: number, sampleBytes: number): Uint8Array {
  const big = new DataView(new ArrayBuffer(row.length * sampleBytes));
  row.forEach((v, i) => {
    big.setFloat32(i * sampleBytes, v);
  });
  const planes = new Uint8Array(big.byteLength);
  for (let i = 0; i < row.length; i++) {
    for (let b = 0; b < sampleBytes; b++)
      planes[b * row.length + i] = big.getUint8(i * sampleBytes + b);
  }
  return planes.map((v, i) => v - (i < stride ? 0 : planes[i - stride]!));
}

async function compress(bytes: Uint8Array<ArrayBuffer>, how: keyof typeof COMPRESSION) {
  if (how === 'packbits') return packBits(bytes);
  if (how === 'lzw') return lzw(bytes);
  if (how === 'none') return bytes;
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

function packBits(bytes: Uint8Array): Uint8Array {
  const out: number[] = [128];
  for (let i = 0; i < bytes.length; ) {
    let run = 1;
    while (run < 128 && bytes[i + run] === bytes[i]) run++;
    if (run > 2) {
      out.push(257 - run, bytes[i]!);
      i += run;
    } else {
      const literal = bytes.subarray(i, i + 5);
      out.push(literal.length - 1, ...literal);
      i += literal.length;
    }
  }
  return Uint8Array.from(out);
}

function lzw(bytes: Uint8Array): Uint8Array {
  const out: number[] = [];
  let held = 0;
  let bits = 0;
  let width = 9;
  let table = new Map<string, number>();
  const put = (code: number) => {
    bits = (bits << width) | code;
    held += width;
    while (held >= 8) {
      held -= 8;
      out.push((bits >> held) & 255);
    }
    bits &= (1 << held) - 1;
  };
  const codeOf = (s: string) => (s.length === 1 ? s.charCodeAt(0) : table.get(s)!);
  put(256);
  let prefix = '';
  for (const byte of bytes) {
    const longer = prefix + String.fromCharCode(byte);
    if (longer.length === 1 || table.has(longer)) {
      prefix = longer;
      continue;
    }
    put(codeOf(prefix));
    table.set(longer, 258 + table.size);
    const next = 258 + table.size;
    if (next === 4095) {
      put(256);
      table = new Map();
      width = 9;
    } else if (next === 1 << width) width++;
    prefix = String.fromCharCode(byte);
  }
  if (prefix) {
    put(codeOf(prefix));
    // The decoder is about to add the entry that belongs to this code.
    if (259 + table.size === 1 << width) width++;
  }
  put(257);
  if (held > 0) out.push((bits << (8 - held)) & 255);
  return Uint8Array.from(out);
}

function assemble(
  tiff: TestTiff,
  parts: {
    readonly fields: readonly Field[];
    readonly blocks: readonly Uint8Array[];
    readonly isTiled: boolean;
  },
): Uint8Array<ArrayBuffer> {
  const { littleEndian = true, isBig = false } = tiff;
  const out = new Uint8Array(parts.blocks.reduce((n, b) => n + b.length, 0) + 60_000);
  const view = new DataView(out.buffer);
  let end = 16;
  const offsets = parts.blocks.map((block) => {
    const at = end + (end & 1);
    out.set(block, at);
    end = at + block.length;
    return at;
  });
  const [offsetTag, countTag] = parts.isTiled ? [324, 325] : [273, 279];
  const fields: Field[] = [
    ...parts.fields,
    { tag: offsetTag!, type: 4, values: offsets },
    { tag: countTag!, type: 4, values: parts.blocks.map((b) => b.length) },
  ];
  fields.sort((a, b) => (tiff.isShuffled ? b.tag - a.tag : a.tag - b.tag));
  const word = (at: number, v: number) =>
    isBig ? view.setBigUint64(at, BigInt(v), littleEndian) : view.setUint32(at, v, littleEndian);
  out.set(littleEndian ? [0x49, 0x49] : [0x4d, 0x4d]);
  view.setUint16(2, isBig ? 43 : 42, littleEndian);
  if (isBig) view.setUint16(4, 8, littleEndian);
  const directory = end + (end & 1);
  word(isBig ? 8 : 4, directory);
  const [countBytes, entryBytes, inline] = isBig ? [8, 20, 8] : [2, 12, 4];
  if (isBig) word(directory, fields.length);
  else view.setUint16(directory, fields.length, littleEndian);
  let spill = directory + countBytes! + fields.length * entryBytes! + inline!;
  fields.forEach(({ tag, type, values }, i) => {
    const at = directory + countBytes! + i * entryBytes!;
    view.setUint16(at, tag, littleEndian);
    view.setUint16(at + 2, type, littleEndian);
    word(at + 4, values.length);
    const bytes = TYPE_BYTES[type] * values.length;
    let to = at + entryBytes! - inline!;
    if (bytes > inline!) {
      word(to, spill);
      to = spill;
      spill += bytes + (bytes & 1);
    }
    values.forEach((v, k) => {
      if (type === 2) view.setUint8(to + k, v);
      else if (type === 3) view.setUint16(to + 2 * k, v, littleEndian);
      else view.setUint32(to + 4 * k, v, littleEndian);
    });
  });
  return out.slice(0, spill);
}
