import { encode as encodePng } from 'fast-png';
import { makeSamplePicture } from '../../core/sample/sample-picture.ts';
import { planSample, type SamplePlan } from '../../core/sample/sample-plan.ts';
import { randomOf, STREAM } from '../../core/sample/sample-random.ts';
import { sampleTruth } from '../../core/sample/sample-truth.ts';
import { drawStripe } from './draw-stripe.ts';
import { encodeJpeg } from './encode-jpeg.ts';
import { encodeTiff } from './encode-tiff.ts';
import { toOverlayPalette } from './overlay-palette.ts';
import { loadSampleFonts } from './sample-fonts.ts';

export interface SampleFile {
  readonly file: File;
  /** `Category/name.ext`, so that the folder gives the label. */
  readonly path: string;
}

interface Drawn {
  readonly plan: SamplePlan;
  readonly canvas: OffscreenCanvas;
  readonly rgba: Uint8ClampedArray;
  /** Of the rows above the stripe, in `[0, 1]`. */
  readonly levels: Float32Array;
}

/** Makes sample picture `index` of the set grown from `seed` and encodes it with its truth inside. */
export async function sampleFile(index: number, seed: number): Promise<SampleFile> {
  const plan = planSample(index, seed);
  await loadSampleFonts();
  const { bytes, type, extension } = await encodeDrawn(draw(plan));
  const name = `semscape-${String(index).padStart(6, '0')}.${extension}`;
  return { file: new File([bytes], name, { type }), path: `${plan.category}/${name}` };
}

function draw(plan: SamplePlan): Drawn {
  const { width, height, pictureHeight } = plan;
  const levels = makeSamplePicture({ ...plan, height: pictureHeight });
  const picture = new ImageData(width, height);
  const pixels = new Uint32Array(picture.data.buffer).fill(0xff000000);
  for (let i = 0; i < levels.length; i++) {
    pixels[i] = 0xff000000 | (0x010101 * toByte(levels[i] as number));
  }
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new TypeError('this browser gives no 2D canvas to workers');
  context.putImageData(picture, 0, 0);
  drawStripe({ context, plan, random: randomOf(plan.seed, plan.index, STREAM.stripe) });
  return { plan, canvas, levels, rgba: context.getImageData(0, 0, width, height).data };
}

async function encodeDrawn(drawn: Drawn) {
  const { plan, canvas, rgba } = drawn;
  const { width, height } = plan;
  const truth = sampleTruth(plan);
  if (plan.format === 'jpeg') {
    return { bytes: await encodeJpeg(canvas, truth), type: 'image/jpeg', extension: 'jpg' };
  }
  if (plan.format === 'png') {
    const text = { Semscape: truth };
    const grey = isGrey(rgba);
    const data = grey ? greyBytes(rgba) : colourBytes(rgba);
    const png = encodePng(
      { width, height, data, channels: grey ? 1 : 3, text },
      { zlib: { level: 1 } },
    );
    return { bytes: new Uint8Array(png), type: 'image/png', extension: 'png' };
  }
  const size = { width, height, description: truth };
  const bytes = encodeTiff({ ...size, ...tiffSamples(drawn) });
  return { bytes, type: 'image/tiff', extension: 'tif' };
}

function tiffSamples({ plan, rgba, levels }: Drawn) {
  if (plan.format === 'tiff-palette') return toOverlayPalette(rgba);
  const bytes = greyBytes(rgba);
  if (plan.format === 'tiff') return { samples: bytes };
  const samples = Uint16Array.from(bytes, (level) => level * 257);
  for (let i = 0; i < levels.length; i++) {
    const level = levels[i] as number;
    if (toByte(level) === bytes[i]) samples[i] = Math.round(level * 65535);
  }
  return { samples };
}

function toByte(level: number): number {
  return Math.round(level * 255);
}

function isGrey(rgba: Uint8ClampedArray): boolean {
  for (let at = 0; at < rgba.length; at += 4) {
    if (rgba[at] !== rgba[at + 1] || rgba[at] !== rgba[at + 2]) return false;
  }
  return true;
}

function greyBytes(rgba: Uint8ClampedArray): Uint8Array {
  const grey = new Uint8Array(rgba.length / 4);
  for (let i = 0; i < grey.length; i++) grey[i] = rgba[4 * i + 1] as number;
  return grey;
}

function colourBytes(rgba: Uint8ClampedArray): Uint8Array {
  const colour = new Uint8Array((rgba.length / 4) * 3);
  for (let from = 0, to = 0; from < rgba.length; from += 4, to += 3) {
    colour[to] = rgba[from] as number;
    colour[to + 1] = rgba[from + 1] as number;
    colour[to + 2] = rgba[from + 2] as number;
  }
  return colour;
}
