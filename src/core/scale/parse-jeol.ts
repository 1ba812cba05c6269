import { knownFields } from './known-fields.ts';
import { firstNumber, lengthNm, positive } from './quantity.ts';
import type { Sidecar } from './sidecar.ts';

/**
 * JEOL's text beside a picture: lines `$KEY value`. Newer microscopes state the pixel size with its unit, older ones the
 * length of the printed bar and its pixels. Undefined when the text is not JEOL's.
 */
export function parseJeol(text: string): Sidecar | undefined {
  if (!/^\s*\${1,2}(CM|SM|FE|PI)_/m.test(text)) return undefined;
  const value = (...keys: string[]) => {
    for (const key of keys) {
      const found = text.match(
        new RegExp(`^\\s*\\${'$'}{1,2}${key}[ \\t=]+([^\\r\\n]*)`, 'm'),
      )?.[1];
      if (found?.trim()) return found.trim();
    }
    return undefined;
  };
  const number = (factor: number, ...keys: string[]) =>
    positive(firstNumber(value(...keys)), factor);
  const [width, height] = (value('CM_FULL_SIZE') ?? '').split(/\s+/).map(Number);
  const columns = positive(width);
  const fieldWidthNm = number(1e3, 'CM_FIELD_OF_VIEW');
  const byField = columns === undefined ? undefined : positive(fieldWidthNm, 1 / columns);
  const metadata = knownFields('jeol', {
    pixelSizeNm: positive(lengthNm(value('CM_PIXEL_SIZE'))) ?? barPixelNm(value) ?? byField,
    fieldWidthNm,
    magnification: number(1, 'CM_MAG'),
    voltageKv: number(1, 'CM_ACCEL_VOLT', 'CM_ACCEL_VOLTAGE'),
    workingDistanceMm: number(1, 'SM_WD'),
    detector: value('FE_DETECTOR_NAME', 'CM_SIGNAL_NAME', 'CM_SIGNAL'),
    instrument: value('CM_INSTRUMENT'),
    acquiredAt: acquiredAt(value('CM_DATE'), value('CM_TIME')),
    stripeHeight: number(1, 'SM_PNU_HEIGHT'),
  });
  return { metadata, width: columns, height: positive(height) };
}

function barPixelNm(value: (key: string) => string | undefined): number | undefined {
  const pixels = positive(firstNumber(value('SM_MICRON_BAR')));
  return pixels === undefined
    ? undefined
    : positive(lengthNm(value('SM_MICRON_MARKER')), 1 / pixels);
}

/** `2016/05/12` and `14:31:05`, the time with or without its seconds. */
function acquiredAt(date: string | undefined, time: string | undefined): string | undefined {
  const day = date?.replaceAll('/', '-');
  return day && time ? `${day}T${time}` : day;
}
