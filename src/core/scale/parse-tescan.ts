import { knownFields } from './known-fields.ts';
import { positive } from './quantity.ts';
import type { VendorMetadata } from './vendor-metadata.ts';

/**
 * TESCAN's `key=value` text in SI units, out of TIFF tag 50431, a private PNG chunk or a header file.
 * The tag also holds a JPEG 2000 thumbnail, so keys are looked for one by one in bytes read as Latin-1.
 */
export function parseTescan(text: string, imageWidth: number): VendorMetadata {
  const value = (key: string) =>
    text.match(new RegExp(`(?<![A-Za-z0-9_])${key}=([^\\r\\n\\0]*)`))?.[1]?.trim();
  const number = (key: string, factor: number) => positive(Number(value(key)), factor);
  const pixelSizeNm = number('PixelSizeX', 1e9);
  const date = value('Date');
  const time = value('Time');
  return knownFields('tescan', {
    pixelSizeNm,
    fieldWidthNm: positive(pixelSizeNm, imageWidth),
    magnification: number('Magnification', 1),
    voltageKv: number('HV', 1e-3),
    workingDistanceMm: number('WD', 1e3),
    detector: value('Detector') ?? value('Detector0'),
    instrument: value('Device') ?? value('DeviceModel'),
    acquiredAt: date && time ? `${date}T${time}` : date,
    stripeHeight: number('ImageStripSize', 1),
  });
}
