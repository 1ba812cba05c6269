import { expect, test } from 'vitest';
import { parseImageJ, parseOme } from './parse-description.ts';
import { parseFei, parseFeiSfeg, parsePhenom } from './parse-fei.ts';
import { parseSemscape } from './parse-semscape.ts';
import { parseSis } from './parse-sis.ts';
import { parseTescan } from './parse-tescan.ts';
import { parseZeiss } from './parse-zeiss.ts';
import { scaleFromMetadata } from './scale-from-metadata.ts';

const ZEISS = [
  '0\r\n0\r\n0',
  '5.825000e-009',
  '3.000000e+003',
  'DP_DETECTOR_CHANNEL',
  'Signal A = InLens',
  'AP_ACTUALKV',
  'EHT =  5.00 kV',
  'AP_WD',
  'WD =  4.6 mm',
  'AP_MAG',
  'Mag =    50.00 K X',
  'AP_PIXEL_SIZE',
  'Pixel Size = 5.825 nm',
  'AP_WIDTH',
  'Width = 5.965 \u00b5m',
].join('\r\n');

test('Zeiss states its pixel for 1024 columns, whatever the picture has', () => {
  expect(parseZeiss(ZEISS, 512)).toEqual({
    vendor: 'zeiss',
    pixelSizeNm: expect.closeTo(11.65, 6),
    fieldWidthNm: expect.closeTo(5965, 6),
    magnification: 50_000,
    voltageKv: 5,
    workingDistanceMm: expect.closeTo(4.6, 6),
    detector: 'InLens',
  });
  expect(parseZeiss(ZEISS, 2048).pixelSizeNm).toBeCloseTo(2.9125, 6);
});

test('Zeiss without its numbers falls back to the stated size, then to the field width', () => {
  const text = 'no\nno\nno\nno\nAP_WIDTH\nWidth = 20.48 µm\n';
  expect(parseZeiss(text, 2048).pixelSizeNm).toBeCloseTo(10, 6);
  const stated = `${text}AP_IMAGE_PIXEL_SIZE\nImage Pixel Size = 7.344 nm\n`;
  expect(parseZeiss(stated, 2048).pixelSizeNm).toBeCloseTo(7.344, 6);
  expect(parseZeiss('not a header', 1024)).toEqual({ vendor: 'zeiss' });
});

const FEI = `[User]\r
Date=02/13/2020\r
Time=09:23:51 PM\r
[System]\r
SystemType=Quanta 3D FEG\r
[Beam]\r
HV=20000\r
Beam=EBeam\r
[EBeam]\r
HV=20000\r
HFW=0.0005968\r
WD=0.00838328\r
[Scan]\r
PixelWidth=5.82812e-007\r
HorFieldsize=0.0005968\r
[Image]\r
ResolutionX=1024\r
ResolutionY=884\r
[Detectors]\r
Name=ETD\r
[PrivateFei]\r
DatabarHeight=59\r
`;

test('FEI states metres and volts, and its stripe is what is below the scanned rows', () => {
  expect(parseFei(FEI, { width: 1024, height: 943 })).toEqual({
    vendor: 'fei',
    pixelSizeNm: expect.closeTo(582.812, 6),
    fieldWidthNm: expect.closeTo(596_800, 6),
    voltageKv: 20,
    workingDistanceMm: expect.closeTo(8.38328, 6),
    detector: 'ETD',
    instrument: 'Quanta 3D FEG',
    acquiredAt: '2020-02-13T21:23:51',
    stripeHeight: 59,
  });
  expect(parseFei(FEI, { width: 1024, height: 884 }).stripeHeight).toBeUndefined();
});

test('the navigation camera has a field width alone; text where a number belongs is left out', () => {
  const text = '[Beam]\nBeam=IRBeam\nHV=notafloat\n[IRBeam]\nHFW=0.1\n[Image]\nResolutionX=1000\n';
  expect(parseFei(text, { width: 1000, height: 800 })).toEqual({
    vendor: 'fei',
    pixelSizeNm: expect.closeTo(100_000, 4),
    fieldWidthNm: expect.closeTo(1e8, 2),
  });
});

test('older FEI has a magnification alone', () => {
  const { pixelSizeNm } = parseFeiSfeg('[Vector]\nMagnification=10\n');
  expect(pixelSizeNm).toBeCloseTo(24.388925, 6);
});

test('Phenom states the unit beside each number', () => {
  const xml = `<FeiImage><pixelWidth unit="um">0.263</pixelWidth><databarHeight>72</databarHeight>
    <acquisition><scan><highVoltage unit="kV">-10.0</highVoltage><detector>All</detector></scan></acquisition></FeiImage>`;
  expect(parsePhenom(xml, 1096)).toEqual({
    vendor: 'phenom',
    pixelSizeNm: expect.closeTo(263, 6),
    voltageKv: 10,
    detector: 'All',
    stripeHeight: 72,
  });
});

test('TESCAN text is found among binary bytes', () => {
  const text = `\x05\0\0\0\x01\0\xff\xd8garbage\0\x03\0HV=5000.0\nPixelSizeX=0.000000004537772\nImageStripSize=179\nWD=0.0051\nDetector=SE\nAccHV=9\n`;
  expect(parseTescan(text, 2048)).toEqual({
    vendor: 'tescan',
    pixelSizeNm: expect.closeTo(4.537772, 9),
    fieldWidthNm: expect.closeTo(9293.357, 3),
    voltageKv: 5,
    workingDistanceMm: expect.closeTo(5.1, 9),
    detector: 'SE',
    stripeHeight: 179,
  });
});

test('Olympus SIS is read through its table; what points outside the file is passed over', () => {
  const file = new Uint8Array(400);
  const view = new DataView(file.buffer);
  file.set([0x53, 0x49, 0x53, 0x30], 100);
  view.setInt16(158, 2, true);
  view.setInt16(160, 1, true);
  view.setInt32(164, 100_000, true);
  view.setInt16(168, 1, true);
  view.setInt32(172, 200, true);
  view.setInt16(210, -9, true);
  view.setFloat64(212, 1.5376, true);
  view.setFloat64(236, 50_000, true);
  file.set(new TextEncoder().encode('Veleta'), 246);
  expect(parseSis(file, 100)).toEqual({
    vendor: 'sis',
    pixelSizeNm: expect.closeTo(1.5376, 9),
    magnification: 50_000,
    instrument: 'Veleta',
  });
  expect(parseSis(file, 0)).toBeUndefined();
  expect(parseSis(file.subarray(0, 120), 100)).toBeUndefined();
});

test.each([
  ['unit=nm', 1, 0.5],
  ['unit=\\u00B5m', 1000, 0.5],
  ['unit=micron', 1000, 0.5],
])('ImageJ: %s', (unit, nm) => {
  expect(parseImageJ(`ImageJ=1.53t\n${unit}\nspacing=1\n`, 2)?.pixelSizeNm).toBeCloseTo(nm / 2, 9);
});

test('ImageJ without a unit has no scale, and other descriptions are not ImageJ', () => {
  expect(parseImageJ('ImageJ=1.53t\nunit=pixel\n', 2)).toEqual({ vendor: 'imagej' });
  expect(parseImageJ('something', 2)).toBeUndefined();
});

test('OME is in micrometres unless it says otherwise', () => {
  const xml = (unit: string) =>
    `<OME xmlns="x"><Image><Pixels ID="P:0" PhysicalSizeX="0.25"${unit} SizeX="8"/></Image></OME>`;
  expect(parseOme(xml(''))?.pixelSizeNm).toBeCloseTo(250, 9);
  expect(parseOme(xml(' PhysicalSizeXUnit="nm"'))?.pixelSizeNm).toBeCloseTo(0.25, 9);
  expect(parseOme('<svg/>')).toBeUndefined();
});

test('the generator tells the label too', () => {
  const text = JSON.stringify({
    semscape: 1,
    pixelSizeNm: 4.2,
    labelValue: 2,
    labelUnit: 'um',
    stripeHeight: 0,
    style: 'zeiss',
  });
  expect(parseSemscape(text)).toEqual({
    metadata: { vendor: 'semscape', pixelSizeNm: 4.2, instrument: 'Semscape, zeiss-like' },
    scale: {
      label: { value: 2, unit: 'um' },
      pixelSizeNm: 4.2,
      source: 'generator',
      confidence: 1,
    },
  });
  expect(parseSemscape('{"semscape":1, broken')?.metadata).toEqual({
    vendor: 'semscape',
    instrument: 'Semscape',
  });
  expect(parseSemscape('{"other":1}')).toBeUndefined();
});

test('a pixel size that no electron microscope has is left out', () => {
  const { pixelSizeNm } = parseTescan('PixelSizeX=0.5\n', 100);
  expect(pixelSizeNm).toBeUndefined();
  expect(scaleFromMetadata(parseTescan('PixelSizeX=0.5\n', 100))).toBeUndefined();
});

test('a reading carries its source; what a program wrote counts for less', () => {
  const byVendor = scaleFromMetadata({ vendor: 'fei', pixelSizeNm: 3 });
  const byProgram = scaleFromMetadata({ vendor: 'imagej', pixelSizeNm: 3 });
  expect(byVendor).toMatchObject({ source: 'vendor-metadata', pixelSizeNm: 3, label: undefined });
  expect(byProgram).toMatchObject({ source: 'imagej', pixelSizeNm: 3 });
  expect(byProgram!.confidence).toBeLessThan(byVendor!.confidence);
});
