import type { Segment } from './printed-words.ts';

const TIMES_BEFORE =
  /(?<![A-Za-z\d])[xX×]\s?(\d[\d,]*(?:\.\d+)?)\s?([kK])?(?![A-Za-z\d.,])(?!\s[nuµm]m)/;
const TIMES_BEHIND =
  /(?<![\d.,A-Za-z])(\d{1,3}(?:[ ,]\d{3})+|\d+(?:\.\d+)?)\s?([kK])?\s?[xX×](?![A-Za-z\d])/;
const LEAST_MAGNIFICATION = 5;
const MOST_MAGNIFICATION = 5e6;

/** Where a number of thousands was read without its comma, the digit in the comma's place may be it. */
function withoutComma(digits: string): number[] {
  return /^\d{5,7}$/.test(digits) ? [Number(digits.slice(0, -4) + digits.slice(-3))] : [];
}

/** What the first printed magnification may be: more than one where its point or comma was perhaps not read. */
export function magnificationIn(segments: readonly Segment[]): number[] {
  for (const { text } of segments) {
    const found = text.match(TIMES_BEFORE) ?? text.match(TIMES_BEHIND);
    if (!found) continue;
    const digits = found[1]?.replace(/[ ,]/g, '') ?? '';
    const value = Number(digits) * (found[2] ? 1000 : 1);
    // Thousands are printed with two or three digits and a point, which is easily lost.
    const isPointLost = found[2] !== undefined && /^\d{3,}$/.test(digits);
    const isCommaLost = found[2] === undefined && /^\d{1,3}\.\d{3}$/.test(digits);
    const all = isPointLost
      ? [value, value / 10, value / 100]
      : [value, ...(isCommaLost ? [value * 1000] : withoutComma(found[1] ?? ''))];
    if (value >= LEAST_MAGNIFICATION && value <= MOST_MAGNIFICATION * 100) return all;
  }
  return [];
}
