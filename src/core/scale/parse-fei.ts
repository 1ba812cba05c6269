import { readIni, xmlAttribute, xmlElement } from './key-values.ts';
import { knownFields } from './known-fields.ts';
import { firstNumber, nanometresPer, positive } from './quantity.ts';
import type { VendorMetadata } from './vendor-metadata.ts';

/** Micrometres a pixel at a magnification of one, in the older FEI SFEG files (Bio-Formats' constant). */
const SFEG_UM_PER_MAGNIFICATION = 0.0024388925;

/** FEI and Thermo Fisher xT's TIFF tag 34682: an INI text in SI units. */
export function parseFei(
  text: string,
  size: { readonly width: number; readonly height: number },
): VendorMetadata {
  const ini = readIni(text);
  const value = (section: string, key: string) => ini.get(section)?.get(key);
  const metres = (section: string, key: string) => positive(Number(value(section, key)), 1e9);
  const beam = value('Beam', 'Beam') ?? 'EBeam';
  const fieldWidthNm =
    metres('Scan', 'HorFieldsize') ?? metres(beam, 'HFW') ?? metres('EBeam', 'HFW');
  const scanned = positive(Number(value('Image', 'ResolutionX'))) ?? size.width;
  return knownFields('fei', {
    pixelSizeNm:
      metres('Scan', 'PixelWidth') ??
      metres('EScan', 'PixelWidth') ??
      metres('IScan', 'PixelWidth') ??
      positive(fieldWidthNm, 1 / scanned),
    fieldWidthNm,
    voltageKv: positive(Number(value(beam, 'HV') ?? value('Beam', 'HV')), 1e-3),
    workingDistanceMm: positive(Number(value(beam, 'WD') ?? value('EBeam', 'WD')), 1e3),
    detector: value('Detectors', 'Name'),
    instrument: value('System', 'SystemType'),
    acquiredAt: acquisitionTime(value('User', 'Date'), value('User', 'Time')),
    stripeHeight: stripeHeight(
      size.height,
      Number(value('Image', 'ResolutionY')),
      Number(value('PrivateFei', 'DatabarHeight')),
    ),
  });
}

/** What stands below the scanned rows; a picture saved without its databar has nothing there. */
function stripeHeight(imageHeight: number, scanned: number, databar: number): number | undefined {
  const below = scanned > 0 ? imageHeight - scanned : databar;
  return below > 0 && below < imageHeight / 4 ? below : undefined;
}

function acquisitionTime(date: string | undefined, time: string | undefined): string | undefined {
  const day = date?.match(/^(\d\d)\/(\d\d)\/(\d{4})$/);
  const clock = time?.match(/^(\d\d):(\d\d):(\d\d) ([AP])M$/);
  if (!day || !clock) return [date, time].filter(Boolean).join(' ') || undefined;
  const hour = (Number(clock[1]) % 12) + (clock[4] === 'P' ? 12 : 0);
  return `${day[3]}-${day[1]}-${day[2]}T${String(hour).padStart(2, '0')}:${clock[2]}:${clock[3]}`;
}

/** FEI's older TIFF tag 34680 (SFEG): only a magnification tells the scale. */
export function parseFeiSfeg(text: string): VendorMetadata {
  const ini = readIni(text);
  const magnification = positive(Number(ini.get('Vector')?.get('Magnification')));
  return knownFields('fei', {
    magnification,
    pixelSizeNm: positive(magnification, SFEG_UM_PER_MAGNIFICATION * 1e3),
    detector: ini.get('Vector.Video.Detectors')?.get('Detector_0_Name'),
  });
}

/** Phenom's `<FeiImage>` XML, in TIFF tag 34683 or among the bytes of its JPEGs. */
export function parsePhenom(xml: string, imageHeight: number): VendorMetadata {
  const quantity = (name: string, unitless: number) => {
    const element = xmlElement(xml, name);
    return positive(firstNumber(element?.text), nanometresPer(element?.unit) ?? unitless);
  };
  const inXml = positive(Number(xmlAttribute(xml, 'pixelWidth')), 1e9);
  const voltage = xmlElement(xml, 'highVoltage');
  const databar = firstNumber(xmlElement(xml, 'databarHeight')?.text) ?? 0;
  return knownFields('phenom', {
    pixelSizeNm: quantity('pixelWidth', 1e9) ?? inXml,
    voltageKv: positive(
      Math.abs(firstNumber(voltage?.text) ?? 0),
      voltage?.unit === 'kV' ? 1 : 1e-3,
    ),
    workingDistanceMm: positive(quantity('workingDistance', 1e9), 1e-6),
    detector: xmlElement(xml, 'detector')?.text,
    stripeHeight: databar > 0 && databar < imageHeight / 4 ? databar : undefined,
  });
}
