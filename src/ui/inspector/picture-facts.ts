import type { PictureRecord } from '../../core/dataset/picture.ts';
import type { ScaleReading, ScaleSource } from '../../core/scale/scale-reading.ts';
import type { Vendor } from '../../core/scale/vendor-metadata.ts';
import { formatBytes, formatCount, formatLength } from '../shared/words.ts';

interface Fact {
  readonly name: string;
  readonly value: string;
}

export const VENDORS: Record<Vendor, string> = {
  zeiss: 'Zeiss',
  fei: 'FEI / Thermo Fisher',
  tescan: 'TESCAN',
  jeol: 'JEOL',
  hitachi: 'Hitachi',
  phenom: 'Phenom',
  sis: 'Olympus SIS',
  imagej: 'ImageJ',
  ome: 'OME-TIFF',
  semscape: 'none: a drawn sample picture',
};

const SOURCES: Record<ScaleSource, string> = {
  'vendor-metadata': 'the microscope’s metadata',
  sidecar: 'the file beside it',
  imagej: 'ImageJ',
  'printed-width': 'the printed field width',
  'printed-bar': 'the printed bar',
  person: 'you',
  generator: 'the sample set’s truth',
};

/** A stripe may be read without a scale on it; a person's word that there is none still counts. */
function tellsScale({ label, pixelSizeNm, source }: ScaleReading): boolean {
  return label !== undefined || pixelSizeNm !== undefined || source === 'person';
}

/** What the inspector lists of a picture, in the order in which a microscopist asks. */
export function factsOf(record: PictureRecord): readonly Fact[] {
  const { scale, metadata, contrast } = record;
  const unit = { nm: 'nm', um: 'µm', mm: 'mm' };
  const facts: readonly (readonly [string, string | 0 | undefined])[] = [
    ['Page', record.page && `${record.page.number} of ${record.page.of} in one file`],
    ['Size', `${record.width} × ${record.height} px`],
    [
      'Pixel size',
      scale?.pixelSizeNm === undefined ? 'not known' : formatLength(scale.pixelSizeNm),
    ],
    [
      'Field width',
      scale?.pixelSizeNm === undefined ? undefined : formatLength(scale.pixelSizeNm * record.width),
    ],
    ['Scale label', scale?.label && `${scale.label.value} ${unit[scale.label.unit]}`],
    ['Scale from', scale && tellsScale(scale) ? SOURCES[scale.source] : undefined],
    [
      'Microscope',
      metadata && [VENDORS[metadata.vendor], metadata.instrument].filter(Boolean).join(', '),
    ],
    [
      'Magnification',
      metadata?.magnification && `${formatCount(Math.round(metadata.magnification))} ×`,
    ],
    ['Voltage', metadata?.voltageKv && `${Number(metadata.voltageKv.toPrecision(3))} kV`],
    [
      'Working distance',
      metadata?.workingDistanceMm && `${Number(metadata.workingDistanceMm.toPrecision(3))} mm`,
    ],
    ['Detector', metadata?.detector],
    ['Taken', metadata?.acquiredAt?.replace('T', ' ')],
    [
      'Format',
      `${record.format.toUpperCase()}, ${record.bitDepth} bit, ${formatBytes(record.fileBytes)}`,
    ],
    ['Grey range', contrast && `${Math.round(contrast.low)} to ${Math.round(contrast.high)} shown`],
  ];
  return facts.flatMap(([name, value]) => (value ? [{ name, value }] : []));
}
