/** Rows from the top, grey or palette indices; 16 bits a sample where the array has them. */
export interface TiffPicture {
  readonly width: number;
  readonly height: number;
  readonly samples: Uint8Array | Uint16Array;
  /** 256 red, then 256 green, then 256 blue values of 16 bits. */
  readonly colourMap?: Uint16Array;
  /** For ImageDescription, which holds ASCII. */
  readonly description: string;
}

interface Entry {
  readonly tag: number;
  readonly type: number;
  readonly count: number;
  /** The value, or bytes that are stored elsewhere. */
  readonly value: number | Uint8Array;
}

const SHORT = 3;
const LONG = 4;
const ASCII = 2;
const HEADER_BYTES = 8;
/** Values of up to four bytes stand in the entry itself. */
const INLINE_BYTES = 4;

/** A baseline little-endian TIFF of one uncompressed strip. */
export function encodeTiff(picture: TiffPicture): Uint8Array<ArrayBuffer> {
  const { width, height, samples, colourMap } = picture;
  const bits = samples.BYTES_PER_ELEMENT * 8;
  const description = ascii(`${picture.description}\0`);
  const entries: Entry[] = [
    { tag: 256, type: LONG, count: 1, value: width },
    { tag: 257, type: LONG, count: 1, value: height },
    { tag: 258, type: SHORT, count: 1, value: bits },
    { tag: 259, type: SHORT, count: 1, value: 1 },
    { tag: 262, type: SHORT, count: 1, value: colourMap ? 3 : 1 },
    { tag: 270, type: ASCII, count: description.length, value: description },
    { tag: 273, type: LONG, count: 1, value: HEADER_BYTES },
    { tag: 277, type: SHORT, count: 1, value: 1 },
    { tag: 278, type: LONG, count: 1, value: height },
    { tag: 279, type: LONG, count: 1, value: samples.byteLength },
  ];
  if (colourMap) {
    const bytes = new Uint8Array(colourMap.buffer, colourMap.byteOffset, colourMap.byteLength);
    entries.push({ tag: 320, type: SHORT, count: colourMap.length, value: bytes });
  }
  return assemble(samples, entries);
}

/** Samples are written as the machine holds them: every machine with a browser is little-endian. */
function assemble(samples: Uint8Array | Uint16Array, entries: Entry[]): Uint8Array<ArrayBuffer> {
  const directoryAt = even(HEADER_BYTES + samples.byteLength);
  let outsideAt = even(directoryAt + 2 + entries.length * 12 + 4);
  const outside = entries.reduce(
    (sum, { value }) => sum + (isOutside(value) ? even(value.length) : 0),
    0,
  );
  const bytes = new Uint8Array(outsideAt + outside);
  const view = new DataView(bytes.buffer);
  bytes.set([0x49, 0x49, 42, 0]);
  view.setUint32(4, directoryAt, true);
  bytes.set(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength), HEADER_BYTES);
  view.setUint16(directoryAt, entries.length, true);
  entries.forEach(({ tag, type, count, value }, i) => {
    const at = directoryAt + 2 + i * 12;
    view.setUint16(at, tag, true);
    view.setUint16(at + 2, type, true);
    view.setUint32(at + 4, count, true);
    if (isOutside(value)) {
      view.setUint32(at + 8, outsideAt, true);
      bytes.set(value, outsideAt);
      outsideAt += even(value.length);
    } else if (typeof value !== 'number') bytes.set(value, at + 8);
    else if (type === SHORT) view.setUint16(at + 8, value, true);
    else view.setUint32(at + 8, value, true);
  });
  return bytes;
}

function isOutside(value: number | Uint8Array): value is Uint8Array {
  return typeof value !== 'number' && value.length > INLINE_BYTES;
}

function even(value: number): number {
  return value + (value & 1);
}

function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0) & 127);
}
