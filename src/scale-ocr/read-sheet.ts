import { bestPair, type Findings, judgeScale } from '../core/scale/printed/judge-scale.ts';
import type { PrintedFacts } from '../core/scale/printed/label-grammar.ts';
import { around } from '../core/scale/printed/printed-words.ts';
import type { ScaleReading } from '../core/scale/scale-reading.ts';
import { barsInPicture, type Found, findOnSheet, writingNear } from './find-on-sheet.ts';
import { factsIn, type Reader, readAgain, readWords } from './read-words.ts';
import type { Sheet } from './sheet.ts';
import { settleVotes, voteOnLabel } from './vote-on-label.ts';

const LEAST_GLYPHS = 3;
/** No stripe has so many letters: it is the picture's own texture, which would be read for seconds. */
const MOST_GLYPHS = 600;

/** The scale printed on a sheet; undefined where none is sure enough. */
export async function readSheet(
  sheet: Sheet,
  pictureWidth: number,
  reader: Reader,
): Promise<ScaleReading | undefined> {
  const { trace } = reader;
  const found = findOnSheet(sheet, pictureWidth);
  const letters = found.glyphs.parts.length;
  trace?.('bars', found.bars);
  trace?.('glyphs', [letters, found.glyphs.height]);
  if (letters < LEAST_GLYPHS || letters > MOST_GLYPHS) return undefined;
  const words = await readWords(found, around(found.glyphs.parts), 'sparse', reader);
  const facts = factsIn(found, words);
  trace?.('words', words);
  trace?.('facts', facts);
  const bars = barsInPicture(found);
  const findings: Findings = { crop: sheet.ink.area, words, facts, bars };
  const box = bestPair(findings)?.label.box ?? writingNear(found, bars)[0];
  if (!box) {
    if (sheet.isOverPicture) return undefined;
    return confirmWidth(found, judgeScale(findings, pictureWidth), facts, reader);
  }
  const votes = await voteOnLabel(found, findings, box, reader);
  trace?.('votes', votes);
  const reading = settleVotes(findings, votes, { box, pictureWidth });
  // A label without a bar may be anything among the textures of a picture.
  if (sheet.isOverPicture && reading?.barPixels === undefined) return undefined;
  return confirmWidth(found, reading, facts, reader);
}

/** A reading that rests on a printed width alone stands only where the width is read a second time. */
async function confirmWidth(
  found: Found,
  reading: ScaleReading | undefined,
  { quantities }: PrintedFacts,
  reader: Reader,
): Promise<ScaleReading | undefined> {
  if (reading?.source !== 'printed-width' || reading.barPixels !== undefined) return reading;
  const width = quantities.find(({ role, guessed }) => role === 'field-width' && !guessed);
  const again = width && (await readAgain(found, width.box, 'line', reader));
  return again?.some(({ nm, guessed }) => nm === width?.nm && !guessed) ? reading : undefined;
}
