import type { Rectangle } from '../core/dataset/picture.ts';
import { type Findings, judgeScale } from '../core/scale/printed/judge-scale.ts';
import { isLabelValue, type Quantity } from '../core/scale/printed/label-grammar.ts';
import type { ScaleReading } from '../core/scale/scale-reading.ts';
import type { Found } from './find-on-sheet.ts';
import { type Reader, readAgain } from './read-words.ts';

/** Smaller letters are taken for each other twice in a row. */
const CLEAR_HEIGHT = 10;

interface Vote {
  readonly nm: number;
  readonly quantity: Quantity;
}

/** What the label in `box` was read as: at first, alone on its line, and, unless these two agree, as a number. */
export async function voteOnLabel(
  found: Found,
  { facts }: Findings,
  box: Rectangle,
  reader: Reader,
): Promise<readonly Vote[]> {
  const votes: Vote[] = [];
  const add = (quantities: readonly Quantity[]) => {
    const label = quantities.find(
      (quantity) => quantity.role === 'label' && isLabelValue(quantity),
    );
    if (label) votes.push({ nm: label.nm, quantity: { ...label, box } });
  };
  add(facts.quantities.filter((quantity) => quantity.box === box));
  add(await readAgain(found, box, 'line', reader));
  const isLarge = found.glyphs.height >= CLEAR_HEIGHT;
  const isSettled = isLarge && votes.length === 2 && votes[0]?.nm === votes[1]?.nm;
  if (!isSettled || votes.every(({ quantity }) => quantity.guessed)) {
    add(await readAgain(found, box, 'label', reader));
  }
  return votes;
}

/**
 * The scale by the reading of the label that agrees with what else is printed, else by the one that two readings
 * agree on and none contradicts; else what can be told without a label.
 */
export function settleVotes(
  findings: Findings,
  votes: readonly Vote[],
  { box, pictureWidth }: { readonly box: Rectangle; readonly pictureWidth: number },
): ScaleReading | undefined {
  const others = findings.facts.quantities.filter((quantity) => quantity.box !== box);
  const judged = (labels: readonly Quantity[]) => {
    const quantities = [...others, ...labels];
    return judgeScale({ ...findings, facts: { ...findings.facts, quantities } }, pictureWidth);
  };
  const distinct = votes.filter(({ nm }, i) => votes.findIndex((other) => other.nm === nm) === i);
  const readings = distinct.map(({ quantity }) => judged([quantity]));
  const agreed = readings.filter((reading) => reading?.checks?.some(({ agrees }) => agrees));
  if (agreed.length === 1) return agreed[0];
  const isUnanimous = distinct.length === 1 && votes.length >= 2;
  if (isUnanimous && votes.some(({ quantity }) => !quantity.guessed)) return readings[0];
  const unvoted = findings.facts.quantities.filter(({ role }) => role !== 'label');
  return judgeScale(
    { ...findings, facts: { ...findings.facts, quantities: unvoted } },
    pictureWidth,
  );
}
