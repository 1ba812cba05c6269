import { expect, test } from 'vitest';
import { AppError } from '../app-error.ts';
import { parseLabelFile } from '../dataset/label-files.ts';
import { type FuzzSeed, mutatedBytes } from '../random/mutated-bytes.test-support.ts';
import { createRandom } from '../random/random.ts';
import { parseImageJ, parseOme } from './parse-description.ts';
import { parseFei, parseFeiSfeg, parsePhenom } from './parse-fei.ts';
import { parseSemscape } from './parse-semscape.ts';
import { parseSidecar } from './parse-sidecar.ts';
import { parseSis } from './parse-sis.ts';
import { parseTescan } from './parse-tescan.ts';
import { parseZeiss } from './parse-zeiss.ts';

/** Set to repeat or to widen a run. */
const SEED = Number(process.env.FUZZ_SEED ?? 4);
const CASES = Number(process.env.FUZZ_CASES ?? 150);
const MOST_MS = 2000;
/** The clock also counts what other programs do meanwhile. */
const processorMs = () => process.cpuUsage().user / 1000;
const size = { width: 1280, height: 960 };

type Parse = (text: string, bytes: Uint8Array) => unknown;

const SUBSET = {
  $schema: 'urn:semscape:subset:1',
  pictures: [{ path: 'a.tif', sha256: 'abc', label: { value: 'Tips' } }],
};
const COCO = {
  images: [{ id: 1, file_name: 'a.tif' }],
  annotations: [{ image_id: 1, category_id: 7 }],
  categories: [{ id: 7, name: 'Tips' }],
};

const TEXTS: readonly (readonly [string, string, Parse])[] = [
  [
    'JEOL sidecar',
    '$CM_DATE 2019/07/24\n$CM_TIME 16:03:21\n$CM_MAG 20000\n$CM_FULL_SIZE 1280 960\n$CM_PIXEL_SIZE 5.0 nm\n$$SM_MICRON_BAR 200\n$$SM_MICRON_MARKER 1um\n',
    parseSidecar,
  ],
  [
    'Hitachi sidecar',
    '[SemImageFile]\r\nInstructName=S-4800\r\nDate=07/24/2019\r\nDataSize=1280x960\r\nPixelSize=4.96\r\nAcceleratingVoltage=5000 Volt\r\n',
    parseSidecar,
  ],
  [
    'TESCAN sidecar',
    '[MAIN]\nImageWidth=1024\nImageHeight=768\nPixelSizeX=1e-9\nDate=2019-07-24\n[SEM]\nHV=5000\nWD=0.004\n',
    parseSidecar,
  ],
  [
    'TESCAN tag',
    'PixelSizeX=1e-9\nImageStripSize=64\nHV=5000\n',
    (text) => parseTescan(text, 1024),
  ],
  [
    'FEI tag',
    '[User]\nDate=07/24/2019\nTime=04:03:21 PM\n[Beam]\nBeam=EBeam\n[EBeam]\nHV=5000\nHFW=6e-6\n[Image]\nResolutionY=884\n',
    (text) => parseFei(text, size),
  ],
  [
    'FEI SFEG tag',
    '[Vector]\nMagnification=20000\n[Vector.Video.Detectors]\nDetector_0_Name=ETD\n',
    parseFeiSfeg,
  ],
  [
    'Phenom XML',
    '<FeiImage><pixelWidth unit="nm">5.1</pixelWidth><highVoltage unit="kV">-10</highVoltage><databarHeight>64</databarHeight></FeiImage>',
    (text) => parsePhenom(text, 960),
  ],
  [
    'Zeiss tag',
    '\r\n0\r\n\r\nAP_MAG\r\nMag = 20.00 K X\r\nAP_IMAGE_PIXEL_SIZE\r\nImage Pixel Size = 5.582 nm\r\nAP_DATE\r\nDate :24 Jul 2019\r\n',
    (text) => parseZeiss(text, 1024),
  ],
  ['ImageJ', 'ImageJ=1.53\nunit=\\u00B5m\nmin=0\n', (text) => parseImageJ(text, 200)],
  [
    'OME',
    '<OME><Image><Pixels PhysicalSizeX="5.0" PhysicalSizeXUnit="nm" SizeX="8"/></Image></OME>',
    parseOme,
  ],
  ['generator', '{"semscape":{"pixelSizeNm":2,"labelValue":5,"labelUnit":"nm"}}', parseSemscape],
  ['SIS block', `SIS0\0\0${'\x01\0\0\0'.repeat(40)}`, (_, bytes) => parseSis(bytes, 0)],
  [
    'labels CSV',
    'file,label\n"a, b.tif",Tips\nb.tif,"Pow""der"\n',
    (t) => parseLabelFile('x.csv', t),
  ],
  ['subset', JSON.stringify(SUBSET), (text) => parseLabelFile('x.json', text)],
  ['COCO', JSON.stringify(COCO), (text) => parseLabelFile('x.json', text)],
];

const latin1 = (bytes: Uint8Array) => bytes.reduce((s, byte) => s + String.fromCharCode(byte), '');

test.each(TEXTS)(
  '%s, damaged, is read, passed over or refused with a reason',
  (name, text, parse) => {
    const bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
    const seed: FuzzSeed = { name, bytes, headers: [[0, bytes.length]] };
    for (let n = 0; n < CASES; n++) {
      const damaged = mutatedBytes(seed, createRandom(SEED).fork(n));
      const started = processorMs();
      expect(faultOf(parse, damaged), `case ${n} of FUZZ_SEED=${SEED}`).toBeUndefined();
      expect(processorMs() - started, `case ${n} of FUZZ_SEED=${SEED}`).toBeLessThan(MOST_MS);
    }
  },
);

function faultOf(parse: Parse, bytes: Uint8Array): unknown {
  try {
    parse(latin1(bytes), bytes);
    return undefined;
  } catch (error) {
    return error instanceof AppError ? undefined : error;
  }
}
