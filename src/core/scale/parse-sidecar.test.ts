import { expect, test } from 'vitest';
import { parseSidecar } from './parse-sidecar.ts';

const JEOL_NEW = `$SEM_DATA_VERSION 1
$CM_LABEL JEOL
$CM_DATE 2019/07/24
$CM_TIME 16:03:21
$CM_INSTRUMENT JSM-7800F
$CM_ACCEL_VOLT 5.00
$CM_MAG 20000
$CM_SIGNAL_NAME LED
$CM_FULL_SIZE 1280 960
$CM_FIELD_OF_VIEW 6.4 4.8
$CM_PIXEL_SIZE 5.0 nm
$SM_PNU_HEIGHT 64
$$SM_MICRON_BAR 200
$$SM_MICRON_MARKER 1um
$$SM_WD 4.5
`;

test('JEOL of today states its pixel with a unit', () => {
  expect(parseSidecar(JEOL_NEW)).toEqual({
    width: 1280,
    height: 960,
    metadata: {
      vendor: 'jeol',
      pixelSizeNm: expect.closeTo(5, 9),
      fieldWidthNm: expect.closeTo(6400, 6),
      magnification: 20_000,
      voltageKv: 5,
      workingDistanceMm: 4.5,
      detector: 'LED',
      instrument: 'JSM-7800F',
      acquiredAt: '2019-07-24T16:03:21',
      stripeHeight: 64,
    },
  });
});

test('older JEOL states the bar: its length and its pixels', () => {
  const text =
    '$CM_FORMAT TIFF\r\n$CM_ACCEL_VOLT 15.00\r\n$CM_MAG 1000\r\n$CM_SIGNAL SEI\r\n$$SM_MICRON_BAR 100\r\n$$SM_MICRON_MARKER 10um\r\n$$SM_WD 10\r\n';
  expect(parseSidecar(text)).toEqual({
    width: undefined,
    height: undefined,
    metadata: {
      vendor: 'jeol',
      pixelSizeNm: expect.closeTo(100, 9),
      magnification: 1000,
      voltageKv: 15,
      workingDistanceMm: 10,
      detector: 'SEI',
    },
  });
});

test('Hitachi states nanometres, volts and micrometres', () => {
  const text = `[SemImageFile]\r
InstructName=SU8030\r
Date=2018/11/05\r
Time=10:41:07\r
AcceleratingVoltage=15000 Volt\r
Magnification=50000\r
WorkingDistance=8100 um\r
SignalName=SE(U)\r
DataSize=1280x960\r
PixelSize=1.984375\r
MicronMarker=1000\r
`;
  expect(parseSidecar(text)).toEqual({
    width: 1280,
    height: 960,
    metadata: {
      vendor: 'hitachi',
      pixelSizeNm: 1.984375,
      fieldWidthNm: expect.closeTo(2540, 6),
      magnification: 50_000,
      voltageKv: 15,
      workingDistanceMm: expect.closeTo(8.1, 9),
      detector: 'SE(U)',
      instrument: 'SU8030',
      acquiredAt: '2018-11-05T10:41:07',
    },
  });
});

test('TESCAN’s header has the keys of its TIFF tag', () => {
  const text = `[MAIN]
Date=2021-03-09
Time=11:20:44
Device=MIRA3
Magnification=30000.0
PixelSizeX=0.000000009
PixelSizeY=0.000000009
ImageStripSize=100

[SEM]
Detector=SE
HV=10000.0
WD=0.0061
`;
  expect(parseSidecar(text)).toEqual({
    width: undefined,
    height: undefined,
    metadata: {
      vendor: 'tescan',
      pixelSizeNm: expect.closeTo(9, 9),
      magnification: 30_000,
      voltageKv: 10,
      workingDistanceMm: expect.closeTo(6.1, 9),
      detector: 'SE',
      instrument: 'MIRA3',
      acquiredAt: '2021-03-09T11:20:44',
      stripeHeight: 100,
    },
  });
});

test.each([
  '',
  'Dear colleague,\nsee the pictures.',
  '[Settings]\na=1\n',
  'file,label\na.tif,Tips\n',
])('other text is no sidecar (%#)', (text) => {
  expect(parseSidecar(text)).toBeUndefined();
});
