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
/** A bar is measured to so many pixels, so a printed width this near means the same and is more exact. */
const BAR_ERROR = 1.5;
/** Cutting a picture makes its pixels seem larger by its printed width, not smaller: then the bar is only a part of one. */
const MOST_OVER = 1.15;
/** Of a field's width, what a bar takes. */
const LEAST_BAR = 0.01;
const MOST_BAR = 0.8;
/** Widths in millimetres of the display that a printed magnification refers to, at most and at least. */
const LEAST_DISPLAY_MM = 50;
const MOST_DISPLAY_MM = 700;
/** Of the makers that keep to one: Hitachi, known by its ruler; JEOL, by its bar without caps; */
const RULER_DISPLAY_MM = [127];
const PLAIN_DISPLAY_MM = [120, 128];
/** Zeiss, by its caps: a Polaroid's width, unless another reference was set. */
const CAPPED_DISPLAY_MM = [114.3];

/** Fields of view that electron microscopes have. */
const NARROWEST_FIELD_NM = 10;
const WIDEST_FIELD_NM = 3e7;

const CONFIDENCE = { agreed: 0.95, bar: 0.7, widthOnly: 0.6, disagreed: 0.4, labelOnly: 0.4 };
/** The second of two different pairs that are about as likely makes both doubtful. */
const CLEARLY_NEARER = 0.6;

/** The likeliest label and bar, if there are any. */
export function bestPair({ facts, bars }: Findings): Pair | undefined {
  return pairLabels(labelsIn(facts), bars)[0];
}

/**
 * The scale that was printed, as far as it is sure: a label with its bar where one belongs to the other,
 * checked against the printed width, pixel size and magnification. Undefined where nothing is sure enough.
 */
export function judgeScale(findings: Findings, pictureWidth: number): ScaleReading | undefined {
  const labels = labelsIn(findings.facts);
  const pairs = pairLabels(labels, findings.bars);
  const [best] = pairs;
  if (!best) return withoutBar(findings, labels, pictureWidth);
  const byBar = best.label.nm / best.bar.pixels;
  const checks = checksOf(byBar, findings.facts, { pictureWidth, bar: best.bar });
  const fieldNm = byBar * pictureWidth;
  if (!isFieldWidth(fieldNm)) return undefined;
  const isAgreed = checks.some(({ agrees }) => agrees);
  if (!isAgreed && isDoubtful(best, pairs)) return undefined;
  if (!isAgreed && contradicts(fieldNm, findings.facts, best.bar)) return undefined;
  if (!isAgreed && (checks.some(isPointLost) || !isOnRuler(best))) return undefined;
  const printed = checks.find(({ kind }) => kind !== 'magnification');
  const isSame = printed !== undefined && isWithinBar(printed, best.bar);
  const unconfirmed = printed && !isSame ? CONFIDENCE.disagreed : CONFIDENCE.bar;
  const isPart = !isAgreed && printed !== undefined && printed.ratio > MOST_OVER;
  return {
    label: { value: best.label.value, unit: best.label.unit },
    pixelSizeNm: isPart ? undefined : isSame ? printed.pixelSizeNm : byBar,
    source: isSame ? 'printed-width' : 'printed-bar',
    confidence: isAgreed ? CONFIDENCE.agreed : unconfirmed,
    barPixels: best.bar.pixels,
    checks,
    evidence: evidenceOf(findings, best),
  };
}

function isWithinBar({ ratio }: ScaleCheck, { pixels }: Bar): boolean {
  return Math.abs(ratio - 1) <= Math.max(AGREES, BAR_ERROR / pixels);
}

/** Rulers of ticks have three digits on them; fewer were not all read. */
function isOnRuler({ label, bar }: Pair): boolean {
  const digits = label.text.match(/^[\d.,]+/)?.[0].replace(/[.,]/g, '') ?? '';
  return bar.kind !== 'ticks' || digits.length === 3;
}

/** The two are apart by a power of ten: one of them was read without its decimal point. */
function isPointLost({ ratio }: ScaleCheck): boolean {
  const power = Math.log10(ratio);
  return Math.abs(power) > 0.5 && Math.abs(power - Math.round(power)) < 0.03;
}

function labelsIn({ quantities }: PrintedFacts): Quantity[] {
  return quantities.filter((quantity) => quantity.role === 'label' && isLabelValue(quantity));
}

function isBarOf(nm: number, fieldNm: number): boolean {
  return nm >= LEAST_BAR * fieldNm && nm <= MOST_BAR * fieldNm;
}

function isFieldWidth(nm: number): boolean {
  return nm >= NARROWEST_FIELD_NM && nm <= WIDEST_FIELD_NM;
}

/** Another pair that gives another scale is about as likely. */
function isDoubtful(best: Pair, pairs: readonly Pair[]): boolean {
  const scale = ({ label, bar }: Pair) => label.nm / bar.pixels;
  return pairs.some(
    (other) =>
      other.distance < best.distance + CLEARLY_NEARER &&
      Math.abs(scale(other) / scale(best) - 1) > AGREES,
  );
}

function withoutBar(
  findings: Findings,
  labels: readonly Quantity[],
  pictureWidth: number,
): ScaleReading | undefined {
  const width = findings.facts.quantities.find(
    ({ role, guessed }) => role === 'field-width' && !guessed,
  );
  const isOne = labels.length > 0 && labels.every(({ nm }) => nm === labels[0].nm);
  // Working distances are in millimetres, and would be taken for labels where their name is lost.
  const isSure = isOne && !labels[0].repaired && !labels[0].guessed && labels[0].unit !== 'mm';
  const label = isSure ? labels[0] : undefined;
  if (width && (!isFieldWidth(width.nm) || contradicts(width.nm, findings.facts))) return undefined;
  if (!label && !width) return undefined;
  if (label && width && !isBarOf(label.nm, width.nm)) return undefined;
  return {
    label: label && { value: label.value, unit: label.unit },
    pixelSizeNm: width && width.nm / pictureWidth,
    source: width ? 'printed-width' : 'printed-bar',
    confidence: width ? CONFIDENCE.widthOnly : CONFIDENCE.labelOnly,
    checks: [],
    evidence: evidenceOf(findings, undefined),
  };
}

/** Whether a field this wide, printed this much larger, would need a display that no microscope has. */
function contradicts(fieldWidthNm: number, { magnifications }: PrintedFacts, bar?: Bar): boolean {
  if (magnifications.length === 0) return false;
  // A ruler's maker keeps to one display; that the magnification doesn't agree means a wrong digit.
  if (bar?.kind === 'ticks') return true;
  return magnifications.every((magnification) => {
    const displayMm = (fieldWidthNm * magnification) / 1e6;
    return displayMm < LEAST_DISPLAY_MM || displayMm > MOST_DISPLAY_MM;
  });
}

function checksOf(
  pixelSizeNm: number,
  { quantities, magnifications }: PrintedFacts,
  { pictureWidth, bar }: { readonly pictureWidth: number; readonly bar: Bar },
): ScaleCheck[] {
  const check = (kind: ScaleCheck['kind'], other: number): ScaleCheck => {
    const ratio = pixelSizeNm / other;
    return { kind, pixelSizeNm: other, ratio, agrees: Math.abs(ratio - 1) <= AGREES };
  };
  const printed = quantities.flatMap(({ role, nm }) => {
    if (role === 'field-width') return [check('printed-width', nm / pictureWidth)];
    return role === 'pixel-size' ? [check('printed-pixel-size', nm)] : [];
  });
  const magnified = magnifications.flatMap((magnification) =>
    displaysOf(bar).map((mm) => check('magnification', (mm * 1e6) / magnification / pictureWidth)),
  );
  return [...printed, ...magnified.filter(({ agrees }) => agrees)];
}

function displaysOf({ kind }: Bar): readonly number[] {
  if (kind === 'ticks') return RULER_DISPLAY_MM;
  if (kind === 'capped') return CAPPED_DISPLAY_MM;
  return kind === 'plain' ? PLAIN_DISPLAY_MM : [];
}

function evidenceOf(
  { crop, words, facts }: Findings,
  pair: Pair | undefined,
): NonNullable<ScaleReading['evidence']> {
  const told = facts.quantities.filter(({ role }) => role !== 'other').map(({ box }) => box);
  const evidence = {
    crop,
    words: words.filter(({ box }) => told.some((other) => meet(box, other))),
  };
  if (!pair) return evidence;
  const { box, y } = pair.bar;
  return { ...evidence, label: pair.label.box, bar: { from: box.x, to: box.x + box.width, y } };
}

function meet(a: Rectangle, b: Rectangle): boolean {
  const isAcross = a.x < b.x + b.width && b.x < a.x + a.width;
  return isAcross && a.y < b.y + b.height && b.y < a.y + a.height;
}
