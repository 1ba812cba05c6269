import type { PictureId, PictureRecord } from '../../core/dataset/picture.ts';
import type { GivenScale } from '../../core/scale/given-scale.ts';
import type { Prediction } from '../../state/classify.ts';
import { labelOf, scaleOf } from '../../state/selectors.ts';
import type { GalleryFilter } from '../../state/view.ts';
import { VENDORS } from '../inspector/picture-facts.ts';
import { needsReview } from '../scale/scale-pictures.ts';
import { perRecord } from './per-record.ts';

/** What a person and a model said of pictures. */
export interface Said {
  readonly labels: ReadonlyMap<PictureId, string>;
  readonly scales: ReadonlyMap<PictureId, GivenScale> | undefined;
  readonly predictions: ReadonlyMap<PictureId, Prediction>;
}

type Test = (record: PictureRecord) => boolean;

const MIDDLE_FROM = 1024;
const LARGE_FROM = 2048;

/** Whether a picture passes: it must fit all that the filter asks for. */
export function passing(filter: GalleryFilter, said: Said): Test {
  const tests = [
    ...textTests(filter.text),
    labelTest(filter, said),
    vendorTest(filter),
    sessionTest(filter),
    scaleTest(filter, said),
    depthTest(filter),
    sizeTest(filter),
    predictionTest(filter, said),
  ].filter((test) => test !== undefined);
  return (record) => tests.every((test) => test(record));
}

/** How many of the filters behind the button are in use. */
export function furtherFilters(filter: GalleryFilter): number {
  const { vendor, session, scale, depth, size, prediction, removed } = filter;
  const chosen = [vendor, session, scale, depth, size, prediction, removed || undefined];
  return chosen.filter((choice) => choice !== undefined).length;
}

const textOf = perRecord(({ path, otherPaths, metadata, format }) => {
  const told = metadata && [
    VENDORS[metadata.vendor],
    metadata.instrument,
    metadata.detector,
    metadata.acquiredAt,
    metadata.voltageKv && `${Number(metadata.voltageKv.toPrecision(3))} kV`,
    metadata.magnification && `${Math.round(metadata.magnification)} ×`,
  ];
  return [path, ...otherPaths, format, ...(told ?? [])].join('\n').toLowerCase();
});

function textTests(text: string): readonly Test[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return words.map((word) => (record) => textOf(record).includes(word));
}

function labelTest({ label }: GalleryFilter, { labels }: Said): Test | undefined {
  if (label === undefined) return undefined;
  return (record) => (labelOf(record, labels)?.name ?? null) === label;
}

function vendorTest({ vendor }: GalleryFilter): Test | undefined {
  if (vendor === undefined) return undefined;
  return ({ metadata }) => (metadata?.vendor ?? null) === vendor;
}

function sessionTest({ session }: GalleryFilter): Test | undefined {
  if (!session) return undefined;
  const pictures = new Set(session.pictures);
  return ({ id }) => pictures.has(id);
}

function scaleTest({ scale: wanted }: GalleryFilter, { scales }: Said): Test | undefined {
  if (!wanted) return undefined;
  return (record) => {
    const scale = scaleOf(record, scales);
    if (wanted === 'unsure') return needsReview({ record, scale });
    const isKnown = scale?.pixelSizeNm !== undefined || scale?.label !== undefined;
    return isKnown === (wanted === 'known');
  };
}

function depthTest({ depth }: GalleryFilter): Test | undefined {
  if (!depth) return undefined;
  return ({ bitDepth }) => bitDepth > 8 === (depth === 'more');
}

function sizeTest({ size }: GalleryFilter): Test | undefined {
  if (!size) return undefined;
  return ({ width, height }) => {
    const side = Math.max(width, height);
    return size === (side < MIDDLE_FROM ? 'small' : side < LARGE_FROM ? 'middle' : 'large');
  };
}

function predictionTest(
  { prediction: wanted }: GalleryFilter,
  { predictions, labels }: Said,
): Test | undefined {
  if (!wanted) return undefined;
  return (record) => {
    const predicted = predictions.get(record.id);
    if (!predicted) return false;
    if (wanted !== 'other') return predicted.isUnsure === (wanted === 'unsure');
    const label = labelOf(record, labels)?.name;
    return label !== undefined && label !== predicted.label;
  };
}
