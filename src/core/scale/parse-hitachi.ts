import { readIni } from './key-values.ts';
import { knownFields } from './known-fields.ts';
import { firstNumber, positive } from './quantity.ts';
import type { Sidecar } from './sidecar.ts';

const SECTIONS = ['SemImageFile', 'TemImageFile'];

/**
 * Hitachi's text beside a picture: `[SemImageFile]` and `key=value` lines, the pixel size in nanometres. Undefined when
 * the text is not Hitachi's.
 */
export function parseHitachi(text: string): Sidecar | undefined {
  const ini = readIni(text.replace(/^\ufeff/, ''));
  const section = SECTIONS.map((name) => ini.get(name)).find((found) => found !== undefined);
  if (!section) return undefined;
  const value = (key: string) => section.get(key);
  const number = (key: string, factor = 1) => positive(firstNumber(value(key)), factor);
  const [width, height] = (value('DataSize') ?? '').split('x').map(Number);
  const columns = positive(width);
  const pixelSizeNm = number('PixelSize');
  const metadata = knownFields('hitachi', {
    pixelSizeNm,
    fieldWidthNm: columns === undefined ? undefined : positive(pixelSizeNm, columns),
    magnification: number('Magnification'),
    voltageKv: number('AcceleratingVoltage', 1e-3),
    workingDistanceMm: number('WorkingDistance', 1e-3),
    detector: value('SignalName'),
    instrument: value('InstructName') ?? value('InstrumentName'),
    acquiredAt: acquiredAt(value('Date'), value('Time')),
  });
  return { metadata, width: columns, height: positive(height) };
}

/** The date as the microscope's country writes it; only one that begins with the year is plain. */
function acquiredAt(date: string | undefined, time: string | undefined): string | undefined {
  const plain = date?.match(/^(\d{4})[/-](\d\d)[/-](\d\d)$/);
  if (!plain || !time) return [date, time].filter(Boolean).join(' ') || undefined;
  return `${plain[1]}-${plain[2]}-${plain[3]}T${time}`;
}
