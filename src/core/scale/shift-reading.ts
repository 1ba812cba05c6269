import type { Rectangle } from '../dataset/picture.ts';
import type { ScaleReading } from './scale-reading.ts';

/** A reading of a part of a picture, told in the pixels of the whole; `by` is the part's corner. */
export function shiftReading(reading: ScaleReading, by: Pick<Rectangle, 'x' | 'y'>): ScaleReading {
  const { evidence } = reading;
  if (!evidence || (by.x === 0 && by.y === 0)) return reading;
  const shifted = (box: Rectangle) => ({ ...box, x: box.x + by.x, y: box.y + by.y });
  const { bar, label, crop, words } = evidence;
  return {
    ...reading,
    evidence: {
      crop: shifted(crop),
      words: words.map((word) => ({ ...word, box: shifted(word.box) })),
      ...(label && { label: shifted(label) }),
      ...(bar && { bar: { from: bar.from + by.x, to: bar.to + by.x, y: bar.y + by.y } }),
    },
  };
}
