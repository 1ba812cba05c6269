import type { Rectangle } from '../core/dataset/picture.ts';
import { type Findings, judgeScale } from '../core/scale/printed/judge-scale.ts';
import { isLabelValue, isOne, type Quantity } from '../core/scale/printed/label-grammar.ts';
import type { ScaleReading } from '../core/scale/scale-reading.ts';
import type { Found } from './find-on-sheet.ts';
import { type Reader, readAgain } from './read-words.ts';

/** Smaller letters are taken for each other twice in a row. */
const CLEAR_HEIGHT = 10;

/** Before a label, over the height of its digits, and the share of it that may be as bright as they are. */
const BEFORE = 1.2;
const CLEAR = 0.08;

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
  const isWhole = !found.sheet.isOverPicture || isClearBefore(found, box);
  const add = (quantities: readonly Quantity[]) => {
    const label = quantities.find(
      (quantity) => quantity.role === 'label' && isLabelValue(quantity),
    );
    if (!label) return;
    const quantity = { ...label, box, guessed: label.guessed || !isWhole };
    votes.push({ nm: label.nm, quantity });
  };
  add(facts.quantities.filter((quantity) => quantity.box === box));
  add(await readAgain(found, box, 'line', reader));
  const [first, second] = votes;
  const isAgreed = second !== undefined && first?.nm === second.nm;
  const isLarge = found.glyphs.height >= CLEAR_HEIGHT;
  if (!isAgreed || !isLarge || votes.every(({ quantity }) => quantity.guessed)) {
    const third = await readAgain(found, box, 'label', reader);
    // It knows no letter that µ is taken for, so that its unit says nothing against two others.
    add(isAgreed ? third.map((quantity) => inUnitOf(first.quantity, quantity)) : third);
  }
  return votes;
}

/** Whether nothing bright stands before a label on a picture, in which its first digits may have been lost. */
function isClearBefore({ sheet, glyphs }: Found, box: Rectangle): boolean {
  const { ink, threshold } = sheet;
  const { area } = ink;
  const end = Math.floor(box.x - area.x - 2);
  const start = Math.max(0, Math.floor(end - BEFORE * glyphs.height));
  const top = Math.max(0, Math.floor(box.y - area.y));
  const bottom = Math.min(area.height, Math.ceil(box.y - area.y + box.height));
  let written = 0;
  for (let y = top; y < bottom; y++) {
    for (let x = start; x < end; x++) if (ink.data[y * area.width + x]! > threshold) written++;
  }
  return written <= CLEAR * Math.max(0, end - start) * (bottom - top);
}

function inUnitOf({ value, unit, nm }: Quantity, other: Quantity): Quantity {
  return other.value === value ? { ...other, unit, nm } : other;
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
  const sure = votes.filter(({ quantity }) => !quantity.guessed);
  const [chosen] = sure;
  const counted = sure.length >= 2 ? sure : votes;
  const isUnanimous = counted.length >= 2 && counted.every(({ nm }) => nm === counted[0]?.nm);
  if (isUnanimous && (chosen || votes.every(({ quantity }) => isOne(quantity)))) {
    return readings[distinct.findIndex(({ nm }) => nm === counted[0]?.nm)];
  }
  const unvoted = findings.facts.quantities.filter(({ role }) => role !== 'label');
  return judgeScale(
    { ...findings, facts: { ...findings.facts, quantities: unvoted } },
    pictureWidth,
  );
}
