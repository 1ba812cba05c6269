import { knownFields } from './known-fields.ts';
import { firstNumber, lengthNm, positive } from './quantity.ts';
import type { VendorMetadata } from './vendor-metadata.ts';

/** The microscope states pixel sizes for a display of this many columns, whatever it stores. */
const DISPLAY_COLUMNS = 1024;

/**
 * Zeiss SmartSEM's TIFF tag 34118 (CZ_SEM): unnamed numbers, then pairs of lines, an `AP_` code and
 * `Name = value unit`. The fourth number is the pixel size in metres on a 1024-column display; so is
 * `AP_PIXEL_SIZE`, which is therefore not read.
 */
export function parseZeiss(text: string, imageWidth: number): VendorMetadata {
  const lines = text.split(/\r?\n/);
  const value = (code: string): string | undefined => {
    const at = lines.indexOf(code);
    return at < 0 ? undefined : lines[at + 1]?.split('=').slice(1).join('=').trim();
  };
  const displayPixelM = Number(lines[3]);
  const fieldWidthNm = positive(lengthNm(value('AP_WIDTH')));
  const pixelSizeNm =
    positive(displayPixelM, (1e9 * DISPLAY_COLUMNS) / imageWidth) ??
    positive(lengthNm(value('AP_IMAGE_PIXEL_SIZE'))) ??
    positive(fieldWidthNm, 1 / imageWidth);
  return knownFields('zeiss', {
    pixelSizeNm,
    fieldWidthNm: fieldWidthNm ?? positive(pixelSizeNm, imageWidth),
    magnification: magnificationOf(value('AP_MAG')),
    voltageKv: kilovolts(value('AP_ACTUALKV') ?? value('AP_MANUALKV')),
    workingDistanceMm: positive(lengthNm(value('AP_WD')), 1e-6),
    detector: value('DP_DETECTOR_CHANNEL') ?? value('DP_DETECTOR_TYPE'),
    instrument: value('DP_SEM') ?? value('SV_INSTRUMENT') ?? value('SV_SERIAL_NUMBER'),
    acquiredAt: value('AP_DATE'),
  });
}

/** `50.00 K X` is fifty thousand; `105 X` is 105. */
function magnificationOf(text: string | undefined): number | undefined {
  return positive(firstNumber(text), /K\s*X/i.test(text ?? '') ? 1000 : 1);
}

function kilovolts(text: string | undefined): number | undefined {
  return positive(firstNumber(text), /kV/.test(text ?? '') ? 1 : 1e-3);
}
