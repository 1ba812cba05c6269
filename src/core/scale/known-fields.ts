import type { VendorMetadata } from './vendor-metadata.ts';

type Draft = {
  readonly [K in keyof Omit<VendorMetadata, 'vendor'>]: VendorMetadata[K] | undefined;
};

const SMALLEST_PIXEL_NM = 1e-3;
const LARGEST_PIXEL_NM = 1e6;

/**
 * Metadata of the fields that are known. A pixel size outside 1 pm to 1 mm is no electron microscope's
 * and is left out.
 */
export function knownFields(vendor: VendorMetadata['vendor'], draft: Draft): VendorMetadata {
  const known = Object.entries(draft).filter(([, value]) => value !== undefined && value !== '');
  const { pixelSizeNm, ...rest } = { vendor, ...Object.fromEntries(known) } as VendorMetadata;
  const plausible =
    pixelSizeNm !== undefined &&
    pixelSizeNm >= SMALLEST_PIXEL_NM &&
    pixelSizeNm <= LARGEST_PIXEL_NM;
  return plausible ? { ...rest, pixelSizeNm } : rest;
}
