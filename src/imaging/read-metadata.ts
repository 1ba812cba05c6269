import { parseImageJ, parseOme } from '../core/scale/parse-description.ts';
import { parseFei, parseFeiSfeg, parsePhenom } from '../core/scale/parse-fei.ts';
import { type GeneratorTruth, parseSemscape } from '../core/scale/parse-semscape.ts';
import { parseSis } from '../core/scale/parse-sis.ts';
import { parseTescan } from '../core/scale/parse-tescan.ts';
import { parseZeiss } from '../core/scale/parse-zeiss.ts';
import { scaleFromMetadata } from '../core/scale/scale-from-metadata.ts';
import type { ScaleReading } from '../core/scale/scale-reading.ts';
import type { VendorMetadata } from '../core/scale/vendor-metadata.ts';
import { jpegSegments } from './jpeg-segments.ts';
import { pngChunks } from './png-chunks.ts';
import type { TiffDirectory } from './tiff/tiff-directory.ts';

/** What a file says besides its pixels. */
export interface FileMetadata {
  readonly metadata: VendorMetadata | undefined;
  readonly scale: ScaleReading | undefined;
}

const NOTHING: FileMetadata = { metadata: undefined, scale: undefined };

const Tag = {
  width: 256,
  height: 257,
  description: 270,
  xResolution: 282,
  sis: 33_560,
  zeiss: 34_118,
  feiSfeg: 34_680,
  fei: 34_682,
  feiXml: 34_683,
  tescan: 50_431,
} as const;

/** Metadata of a TIFF page: the vendor's own tag, else what a program wrote into the description. */
export function readTiffMetadata(file: Uint8Array, page: TiffDirectory): FileMetadata {
  const truth = parseSemscape(page.text(Tag.description) ?? '');
  if (truth) return fromGenerator(truth);
  const vendor = vendorTag(file, page);
  if (vendor?.pixelSizeNm !== undefined) return fromVendor(vendor);
  return fromVendor(programMetadata(page) ?? vendor);
}

function vendorTag(file: Uint8Array, page: TiffDirectory): VendorMetadata | undefined {
  const width = page.number(Tag.width) ?? 0;
  const height = page.number(Tag.height) ?? 0;
  const { text, sis } = { text: (tag: number) => page.text(tag), sis: sisOffset(page) };
  const fei = text(Tag.fei);
  if (fei !== undefined) return parseFei(fei, { width, height });
  const zeiss = text(Tag.zeiss);
  if (zeiss !== undefined) return parseZeiss(zeiss, width);
  const tescan = text(Tag.tescan);
  if (tescan !== undefined) return parseTescan(tescan, width);
  const xml = text(Tag.feiXml);
  if (xml !== undefined) return parsePhenom(xml, height);
  const sfeg = text(Tag.feiSfeg);
  if (sfeg !== undefined) return parseFeiSfeg(sfeg);
  return sis === undefined ? undefined : parseSis(file, sis);
}

/** The tag holds the block itself, or four bytes that point to it. */
function sisOffset(page: TiffDirectory): number | undefined {
  return page.bytes(Tag.sis)?.length === 4 ? page.number(Tag.sis) : page.offset(Tag.sis);
}

function programMetadata(page: TiffDirectory): VendorMetadata | undefined {
  const description = page.text(Tag.description);
  if (description === undefined) return undefined;
  return parseImageJ(description, page.number(Tag.xResolution) ?? 0) ?? parseOme(description);
}

/** A PNG's text: the generator's under the keyword `Semscape`, or TESCAN's in a private chunk. */
export function readPngMetadata(file: Uint8Array<ArrayBuffer>, width: number): FileMetadata {
  for (const { type, data } of pngChunks(file)) {
    if (type === 'IDAT') continue;
    const text = latin1(data);
    const truth = type === 'tEXt' ? parseSemscape(text.slice(text.indexOf('\0') + 1)) : undefined;
    if (truth) return fromGenerator(truth);
    if (text.includes('PixelSizeX=')) return fromVendor(parseTescan(text, width));
  }
  return NOTHING;
}

/** A JPEG's comment by the generator, or Phenom's XML in any segment. */
export function readJpegMetadata(file: Uint8Array<ArrayBuffer>, height: number): FileMetadata {
  for (const { data } of jpegSegments(file).segments) {
    const text = latin1(data);
    const truth = parseSemscape(text);
    if (truth) return fromGenerator(truth);
    const xml = text.match(/<FeiImage[\s\S]*<\/FeiImage>/)?.[0];
    if (xml) return fromVendor(parsePhenom(xml, height));
  }
  return NOTHING;
}

function fromGenerator({ metadata, scale }: GeneratorTruth): FileMetadata {
  return { metadata, scale };
}

function fromVendor(metadata: VendorMetadata | undefined): FileMetadata {
  return metadata ? { metadata, scale: scaleFromMetadata(metadata) } : NOTHING;
}

function latin1(bytes: Uint8Array): string {
  return new TextDecoder('latin1').decode(bytes);
}
