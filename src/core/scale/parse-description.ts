import { xmlAttribute } from './key-values.ts';
import { knownFields } from './known-fields.ts';
import { nanometresPer, positive } from './quantity.ts';
import type { VendorMetadata } from './vendor-metadata.ts';

/**
 * ImageJ's `ImageDescription`: its unit, with the pixels per unit that TIFF's XResolution holds.
 * Undefined when the text is not ImageJ's.
 */
export function parseImageJ(text: string, pixelsPerUnit: number): VendorMetadata | undefined {
  if (!text.startsWith('ImageJ=')) return undefined;
  const written = text.match(/^unit=(.*)$/m)?.[1]?.trim();
  const unit = written?.replace(/\\u([0-9A-Fa-f]{4})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  const unitNm = nanometresPer(unit);
  const perPixel = positive(pixelsPerUnit);
  return knownFields('imagej', {
    pixelSizeNm: unitNm === undefined || perPixel === undefined ? undefined : unitNm / perPixel,
  });
}

/** OME-TIFF's XML: `PhysicalSizeX`, in micrometres unless it says otherwise. Undefined when not OME. */
export function parseOme(xml: string): VendorMetadata | undefined {
  const pixels = xml.match(/<(?:\w+:)?Pixels\s[^>]*>/)?.[0];
  if (!pixels || !/<(?:\w+:)?OME[\s>]/.test(xml)) return undefined;
  const unitNm = nanometresPer(xmlAttribute(pixels, 'PhysicalSizeXUnit') ?? 'um');
  const size = positive(Number(xmlAttribute(pixels, 'PhysicalSizeX')));
  return knownFields('ome', {
    pixelSizeNm: unitNm === undefined ? undefined : positive(size, unitNm),
    magnification: positive(Number(xmlAttribute(xml, 'NominalMagnification'))),
  });
}
