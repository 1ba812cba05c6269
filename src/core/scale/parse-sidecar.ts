import { readIni } from './key-values.ts';
import { parseHitachi } from './parse-hitachi.ts';
import { parseJeol } from './parse-jeol.ts';
import { parseTescan } from './parse-tescan.ts';
import type { Sidecar } from './sidecar.ts';

/** JEOL's, Hitachi's or TESCAN's text beside a picture, told apart by what it holds; undefined for any other text. */
export function parseSidecar(text: string): Sidecar | undefined {
  return parseHitachi(text) ?? parseTescanHeader(text) ?? parseJeol(text);
}

/** `[MAIN]` and `[SEM]` or `[FIB]`, with the same keys as TESCAN's TIFF tag. */
function parseTescanHeader(text: string): Sidecar | undefined {
  const ini = readIni(text.replace(/^\ufeff/, ''));
  const main = ini.get('MAIN');
  if (!main || !(ini.has('SEM') || ini.has('FIB') || main.has('PixelSizeX'))) return undefined;
  const width = Number(main.get('ImageWidth')) || undefined;
  const height = Number(main.get('ImageHeight')) || undefined;
  const { fieldWidthNm, ...rest } = parseTescan(text, width ?? 1);
  const hasField = width !== undefined && fieldWidthNm !== undefined;
  return { metadata: hasField ? { ...rest, fieldWidthNm } : rest, width, height };
}
