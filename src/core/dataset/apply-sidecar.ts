import type { ScaleReading, ScaleSource } from '../scale/scale-reading.ts';
import type { Sidecar } from '../scale/sidecar.ts';
import type { VendorMetadata } from '../scale/vendor-metadata.ts';
import type { PictureRecord, RecordChange } from './picture.ts';

/** As a tag in the file itself; a picture resized since keeps the old file beside it. */
const CONFIDENCE = 0.95;
/** What the microscope's own numbers go before. */
const LESSER: readonly ScaleSource[] = ['sidecar', 'imagej', 'printed-width', 'printed-bar'];

/**
 * What a picture's record becomes by the file beside it: what the picture's own tags say stays, but programs' tags
 * give way. A pixel size is not taken where the picture has another width than the file speaks of. The crop stays as
 * it was found, for the plate is cut already. Undefined where nothing is new.
 */
export function applySidecar(record: PictureRecord, sidecar: Sidecar): RecordChange | undefined {
  const isResized = sidecar.width !== undefined && sidecar.width !== record.width;
  const told = isResized
    ? withoutScale(sidecar.metadata)
    : withField(sidecar.metadata, record.width);
  const metadata = merged(record.metadata, told);
  const scale = scaleBy(record.scale, told.pixelSizeNm);
  const isNew = differs(metadata, record.metadata) || differs(scale, record.scale);
  return isNew ? { id: record.id, metadata, scale } : undefined;
}

function withoutScale({
  pixelSizeNm: _,
  fieldWidthNm: __,
  ...rest
}: VendorMetadata): VendorMetadata {
  return rest;
}

function withField(metadata: VendorMetadata, width: number): VendorMetadata {
  const { pixelSizeNm, fieldWidthNm } = metadata;
  if (pixelSizeNm === undefined || fieldWidthNm !== undefined) return metadata;
  return { ...metadata, fieldWidthNm: pixelSizeNm * width };
}

function merged(own: VendorMetadata | undefined, told: VendorMetadata): VendorMetadata {
  if (!own) return told;
  const isByProgram = own.vendor === 'imagej' || own.vendor === 'ome';
  return isByProgram || own.vendor === told.vendor ? { ...own, ...told } : { ...told, ...own };
}

/** The printed label stays with the reading that goes. */
function scaleBy(
  own: ScaleReading | undefined,
  pixelSizeNm: number | undefined,
): ScaleReading | undefined {
  if (pixelSizeNm === undefined || (own && !LESSER.includes(own.source))) return own;
  return { label: own?.label, pixelSizeNm, source: 'sidecar', confidence: CONFIDENCE };
}

function differs(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) !== JSON.stringify(b);
}
