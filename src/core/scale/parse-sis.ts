import { knownFields } from './known-fields.ts';
import { positive } from './quantity.ts';
import type { VendorMetadata } from './vendor-metadata.ts';

const HEADER_BYTES = 60;
const TAG_COUNT_AT = 58;
const GENERAL_DATA = 1;
const GENERAL_DATA_BYTES = 112;

/**
 * Olympus SIS (analySIS), TIFF tag 33560. `file` is the whole file, since the block's own table points
 * into it; `offset` is where the block begins. Layout after tifffile's `read_sis`. Undefined when the
 * block is not there.
 */
export function parseSis(file: Uint8Array, offset: number): VendorMetadata | undefined {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (offset + HEADER_BYTES > view.byteLength) return undefined;
  if (String.fromCharCode(...file.subarray(offset, offset + 4)) !== 'SIS0') return undefined;
  const tagCount = view.getInt16(offset + TAG_COUNT_AT, true);
  for (let i = 0; i < tagCount; i++) {
    const entry = offset + HEADER_BYTES + 8 * i;
    if (entry + 8 > view.byteLength) return undefined;
    const at = view.getInt32(entry + 4, true);
    const isGeneral = view.getInt16(entry, true) === GENERAL_DATA;
    if (!isGeneral || at < 0 || at + GENERAL_DATA_BYTES > view.byteLength) continue;
    const exponent = view.getInt16(at + 10, true);
    return knownFields('sis', {
      pixelSizeNm: positive(view.getFloat64(at + 12, true), 10 ** (exponent + 9)),
      magnification: positive(view.getFloat64(at + 36, true)),
      instrument: latin1(file.subarray(at + 46, at + 80)),
    });
  }
  return undefined;
}

function latin1(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return String.fromCharCode(...(end < 0 ? bytes : bytes.subarray(0, end))).trim();
}
