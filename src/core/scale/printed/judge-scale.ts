import type { Rectangle } from '../../dataset/picture.ts';
import type { ScaleCheck, ScaleReading } from '../scale-reading.ts';
import type { Bar } from './find-bars.ts';
import { isLabelValue, type PrintedFacts, type Quantity } from './label-grammar.ts';
import { type Pair, pairLabels } from './pair-labels.ts';
import type { Word } from './printed-words.ts';

/** What was found in one part of a picture. All in the picture's pixels. */
export interface Findings {
  readonly crop: Rectangle;
  readonly words: readonly Word[];
  readonly facts: PrintedFacts;
  readonly bars: readonly Bar[];
}

/** Two lengths agree when they are within this of each other. */
const AGREES = 0.03;
/** A bar is measured to a pixel or two, so a printed width this near means the same and is more exact. */
const SAME = 0.1;
/** Widths in millimetres of the display that a printed magnification refers to, at most and at least. */
const LEAST_DISPLAY_MM = 50;
const MOST_DISPLAY_MM = 700;
/** Of the makers that keep to one: Hitachi's ruler; JEOL's bar without caps. */
const RULER_DISPLAY_MM = [127];
const PLAIN_DISPLAY_MM = [120, 128];

const CONFIDENCE = { agreed: 0.95, bar: 0.7, widthOnly: 0.6, disagreed: 0.4, labelOnly: 0.4 };
/** The second of two different pairs that are about as likely makes both doubtful. */
const CLEARLY_NEARER = 0.6;

/**
 * The scale that was printed, as far as it is sure: a label with its bar where one belongs to the other,
 * checked against the printed width, pixel size and magnification. Undefined where nothing is sure enough.
 */
export function judgeScale(findings: Findings, pictureWidth: number): ScaleReading | undefined {
  const { facts, bars } = findings;
  const labels = facts.quantities.filter((q) => q.role === 'label' && isLabelValue(q));
  const pairs = pairLabels(labels, bars);
  const [best] = pairs;
  if (!best) return withoutBar(findings, labels, pictureWidth);
  const isDoubtful = pairs.some(
    (other) => other.distance < best.distance + CLEARLY_NEARER && differs(other, best),
  );
  const byBar = best.label.nm / best.bar.pixels;
  const checks = checksOf(byBar, findings, { pictureWidth, bar: best.bar });
  const agreeing = checks.find(({ agrees }) => agrees);
  if (isDoubtful && !agreeing) return undefined;
  if (contradicts(byBar * pictureWidth, facts.magnification) && !agreeing) return undefined;
  const printed = checks.find(({ kind }) => kind === 'printed-width' || kind === 'printed-pixel-size');
  const isSame = printed && Math.abs(printed.ratio - 1) <= SAME;
  return {
    label: { value: best.label.value, unit: best.label.unit },
    pixelSizeNm: isSame ? printed.pixelSizeNm : byBar,
    source: isSame ? 'printed-width' : 'printed-bar',
    confidence: agreeing
      ? CONFIDENCE.agreed
      : printed && !isSame
        ? CONFIDENCE.disagreed
        : CONFIDENCE.bar,
    barPixels: best.bar.pixels,
    checks,
    evidence: evidenceOf(findings, best),
  };
}

function differs(a: Pair, b: Pair): boolean {
  const ratio = a.label.nm / a.bar.pixels / (b.label.nm / b.bar.pixels);
  return Math.abs(ratio - 1) > AGREES;
}

function withoutBar(
  findings: Findings,
  labels: readonly Quantity[],
  pictureWidth: number,
): ScaleReading | undefined {
  const { facts } = findings;
  const width = facts.quantities.find(({ role }) => role === 'field-width');
  const isOne = labels.length > 0 && labels.every(({ nm }) => nm === labels[0].nm);
  const label = isOne && !labels[0].repaired ? labels[0] : undefined;
  const pixelSizeNm = width && width.nm / pictureWidth;
  if (width && contradicts(width.nm, facts.magnification)) return undefined;
  if (!label && pixelSizeNm === undefined) return undefined;
  return {
    label: label && { value: label.value, unit: label.unit },
    pixelSizeNm,
    source: width ? 'printed-width' : 'printed-bar',
    confidence: width ? CONFIDENCE.widthOnly : CONFIDENCE.labelOnly,
    checks: [],
    evidence: evidenceOf(findings, undefined),
  };
}

/** Whether a field this wide, printed this much larger, would need a display no microscope has. */
function contradicts(fieldWidthNm: number, magnification: number | undefined): boolean {
  if (magnification === undefined) return false;
  const displayMm = (fieldWidthNm * magnification) / 1e6;
  return displayMm < LEAST_DISPLAY_MM || displayMm > MOST_DISPLAY_MM;
}

function checksOf(
  pixelSizeNm: number,
  { facts }: Findings,
  { pictureWidth, bar }: { readonly pictureWidth: number; readonly bar: Bar },
): ScaleCheck[] {
  const check = (kind: ScaleCheck['kind'], other: number): ScaleCheck => {
    const ratio = pixelSizeNm / other;
    return { kind, pixelSizeNm: other, ratio, agrees: Math.abs(ratio - 1) <= AGREES };
  };
  const printed = facts.quantities.flatMap(({ role, nm }) => {
    if (role === 'field-width') return [check('printed-width', nm / pictureWidth)];
    return role === 'pixel-size' ? [check('printed-pixel-size', nm)] : [];
  });
  const { magnification } = facts;
  const displays = bar.kind === 'ticks' ? RULER_DISPLAY_MM : bar.kind === 'plain' ? PLAIN_DISPLAY_MM : [];
  const magnified =
    magnification === undefined
      ? []
      : displays.map((mm) => check('magnification', (mm * 1e6) / magnification / pictureWidth));
  const agreeing = magnified.filter(({ agrees }) => agrees);
  return [...printed, ...agreeing];
}

function evidenceOf({ crop, words }: Findings, pair: Pair | undefined): ScaleReading['evidence'] {
  const evidence = { crop, words };
  if (!pair) return evidence;
  const { box, y } = pair.bar;
  return { ...evidence, label: pair.label.box, bar: { from: box.x, to: box.x + box.width, y } };
}
