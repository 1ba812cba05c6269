import type { Rectangle } from '../../dataset/picture.ts';
import { NM_PER_UNIT, type ScaleUnit } from '../scale-reading.ts';
import { magnificationIn } from './find-magnification.ts';
import { around, type Segment, segmentsOf, type Word } from './printed-words.ts';

/** What a printed length stands for, by the words around it. */
export type QuantityRole = 'label' | 'field-width' | 'pixel-size' | 'other';

/** A length with its unit, as read. */
export interface Quantity {
  readonly value: number;
  readonly unit: ScaleUnit;
  readonly nm: number;
  readonly role: QuantityRole;
  /** In the picture's pixels. */
  readonly box: Rectangle;
  /** As read, before the unit was put right. */
  readonly text: string;
  /** The unit or a digit was not read as it is written. */
  readonly repaired: boolean;
  /** Its only digit was read as a letter, or its unit was half lost. */
  readonly guessed: boolean;
}

/** All that the words beside a picture say of its scale. */
export interface PrintedFacts {
  readonly quantities: readonly Quantity[];
  /** What the printed magnification may be: more than one where its point was perhaps not read. */
  readonly magnifications: readonly number[];
}

const LENGTH =
  /(?<![\d.,:;/\-−*~'‘’"“”$#°A-Za-z])(\d+(?:[.,]\d+)?)\s?([A-Za-zµμíìïú|\\]{1,3})(?![A-Za-z0-9])/g;
const MANTISSAS = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 9];
const LIMITS: Readonly<Record<ScaleUnit, readonly [number, number]>> = {
  nm: [1, 2000],
  um: [0.1, 5000],
  mm: [0.1, 20],
};

/** Lengths and magnification in the words of a picture's stripe. */
export function readPrintedFacts(words: readonly Word[]): PrintedFacts {
  const segments = segmentsOf(words.map(withDigits));
  return {
    quantities: segments.flatMap((segment) => lengthsIn(segment, segments)),
    magnifications: magnificationIn(segments),
  };
}

/** Whether a scale bar could have this label: a round value of a likely size. */
export function isLabelValue({ value, unit }: Pick<Quantity, 'value' | 'unit'>): boolean {
  const [least, most] = LIMITS[unit];
  if (value < least || value > most) return false;
  const mantissa = value / 10 ** Math.floor(Math.log10(value) + 1e-9);
  return MANTISSAS.some((round) => Math.abs(mantissa - round) < 1e-6);
}

/**
 * Unit of a label as it was read: `µ` comes out as another letter or not at all, so every `?m` but `nm`, `mm`
 * and lengths that microscopes don't print is micrometres.
 */
export function unitOf(
  read: string,
): { readonly unit: ScaleUnit; readonly repaired: boolean } | undefined {
  if (read === 'nm' || read === 'mm') return { unit: read, repaired: false };
  if (/^[uµμ]m$/.test(read)) return { unit: 'um', repaired: false };
  if (/^(nrn|hm|nn|nM|NM)$/.test(read)) return { unit: 'nm', repaired: true };
  if (/^(rnm|mrn|MM)$/.test(read)) return { unit: 'mm', repaired: true };
  if (/^[cdkKM]m$/.test(read)) return undefined;
  if (/^([^nmNM]m|[uµμ](rn|n|M)|[puyjl][tuim]m|m)$/.test(read)) {
    return { unit: 'um', repaired: true };
  }
  return undefined;
}

/** Letters among digits put right: `1O0nm`, `l µm`, `S00`. */
function withDigits(word: Word): Word {
  const lone = /^[lI|](?=$|[µμu]m$)/.test(word.text) ? word.text.replace(/^[lI|]/, '1') : word.text;
  const text = lone
    .replace(/(?<=\d)[oO](?=[\doO.,nmuµμ])/g, '0')
    .replace(/(?<=\d0*)[oO](?=0|$)/g, '0');
  return text === word.text ? word : { ...word, text };
}

/** Letters that single digits before a unit are taken for. */
const GUESSES: Readonly<Record<string, number>> = {
  T: 1,
  I: 1,
  l: 1,
  i: 1,
  f: 1,
  t: 1,
  S: 5,
  s: 5,
  Z: 2,
  z: 2,
};
const GUESSED = /(?<![A-Za-z\d.,]\s?)([TIlifStsZz])\s?([uµμpy]m|nm|mm)(?![A-Za-z\d])/g;

/** Whether all that was read of a guess is a stroke before its unit: no other digit is taken for so many letters. */
export function isOne({ text, value }: Pick<Quantity, 'text' | 'value'>): boolean {
  return value === 1 && /^[A-Za-z]/.test(text);
}

function lengthsIn(segment: Segment, all: readonly Segment[]): Quantity[] {
  const read = [...segment.text.matchAll(LENGTH)];
  const guessed = [...segment.text.matchAll(GUESSED)];
  return [...read, ...guessed].flatMap((found) => {
    const unit = unitOf(found[2] ?? '');
    const guess = GUESSES[found[1] ?? ''];
    const value = guess ?? Number(found[1]?.replace(',', '.'));
    if (!unit || !(value > 0) || /^0\d/.test(found[1] ?? '')) return [];
    const end = found.index + found[0].length;
    const box = around(wordsBetween(segment, found.index, end).map((word) => word.box));
    const before = segment.text.slice(0, found.index);
    const role = roleOf(
      { before, after: segment.text.slice(end), unit: unit.unit, box },
      segment,
      all,
    );
    const nm = value * NM_PER_UNIT[unit.unit];
    return [
      {
        value,
        ...unit,
        nm,
        role,
        box,
        text: found[0],
        guessed: guess !== undefined || found[2] === 'm',
      },
    ];
  });
}

function wordsBetween({ words }: Segment, start: number, end: number): Word[] {
  let at = 0;
  return words.filter(({ text }) => {
    const from = at;
    at += text.length + 1;
    return from < end && from + text.length > start;
  });
}

const FIELD_WIDTH = /(hfw|\bfw|width|view|fov|field|horiz)\W*$/i;
const PIXEL_SIZE = /p[il1]xel\s*s[il1]ze\W*$/i;
const SCALE = /(scale|bar)\W*$/i;
const OTHER =
  /(\bw\.?d|dist\w*|\bhv|eht|\bmag\w*|apert\w*|\bap|spot|depth|stage\b.*|\bz|height|vfw|res\w*|focus|grid|probe|det\w*|size|thick\w*)\W*$/i;
const HEADS_OTHER = /^\W*(w\.?d|hv|mag|det|spot|tilt|curr|mode|dwell|vfw)\b/i;
const HEADS_WIDTH = /^\W*(hfw|fw|h\.?f\.?w)\b/i;
const KILOVOLTS_BEFORE = /k\s?v\W*$/i;
const MAGNIFICATION_AFTER = /^\W*([x×]\s?\d|\d[\d.,]*\s?k?\s?[x×])/i;

interface Surroundings {
  readonly before: string;
  readonly after: string;
  readonly unit: ScaleUnit;
  readonly box: Rectangle;
}

function roleOf(place: Surroundings, own: Segment, all: readonly Segment[]): QuantityRole {
  const { before, after, unit, box } = place;
  const text = before.trim() === '' ? textLeftOf(own, all) : before;
  if (PIXEL_SIZE.test(text)) return 'pixel-size';
  if (FIELD_WIDTH.test(text)) return 'field-width';
  if (SCALE.test(text)) return 'label';
  if (OTHER.test(text) || /[=:]\s*$/.test(before)) return 'other';
  if (unit === 'mm' && (KILOVOLTS_BEFORE.test(before) || MAGNIFICATION_AFTER.test(after))) {
    return 'other';
  }
  const head = headOf(box, own, all);
  if (head && HEADS_WIDTH.test(head)) return 'field-width';
  if (head && HEADS_OTHER.test(head)) return 'other';
  return 'label';
}

/** What stands before a segment on its line, no further than a wide gap: `WD =      7.8 mm`. */
function textLeftOf(own: Segment, all: readonly Segment[]): string {
  const { x, y, height } = own.box;
  const left = all.filter(
    ({ box }) =>
      box.x + box.width <= x &&
      x - box.x - box.width <= 4 * height &&
      Math.abs(box.y + box.height / 2 - y - height / 2) <= 0.5 * height,
  );
  const nearest = left.sort((a, b) => b.box.x - a.box.x)[0];
  return nearest && (/[=:]\s*$/.test(nearest.text) || OTHER.test(nearest.text)) ? nearest.text : '';
}

/** The segment right above, as the heads of a table are. */
function headOf(box: Rectangle, own: Segment, all: readonly Segment[]): string | undefined {
  return all.find(
    (other) =>
      other !== own &&
      other.box.y < box.y &&
      box.y - other.box.y - other.box.height <= 1.4 * box.height &&
      other.box.x < box.x + box.width &&
      other.box.x + other.box.width > box.x,
  )?.text;
}
