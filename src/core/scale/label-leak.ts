import type { PictureRecord } from '../dataset/picture.ts';
import { scaleBinOf } from './scale-bins.ts';
import { scaleMeasure } from './scale-range.ts';
import type { ScaleReading } from './scale-reading.ts';

/** What of a picture, other than what it shows, may tell its category. */
export type LeakBy = 'field-width' | 'printed-scale' | 'stripe';

/** How well pictures' categories are told by something that has nothing to do with the specimen. */
export interface LabelLeak {
  readonly by: LeakBy;
  /** Share of the pictures whose category it tells. */
  readonly accuracy: number;
  /** Share of them that are of the commonest category. */
  readonly baseline: number;
  /** Labelled ones of which it is known. */
  readonly pictures: number;
  /** A sentence for a person, where it tells too much. */
  readonly warning: string | undefined;
}

interface LeakPicture {
  readonly record: Pick<
    PictureRecord,
    'width' | 'height' | 'bitDepth' | 'crop' | 'metadata' | 'format'
  >;
  readonly scale: ScaleReading | undefined;
  readonly label: string | undefined;
}

interface Keyed {
  readonly key: string;
  readonly label: string;
}

/** More than the baseline by so much is a warning. */
const MARGIN = 0.15;
const ROUNDING = 1e-9;
/** Of fewer pictures one more or less is as much as the margin. */
const FEWEST_PICTURES = 20;

const MAGNIFICATION =
  'the magnification instead of the specimen. Work on a range of scales, or take features at the same scale';

const TELLS: Readonly<Record<LeakBy, { readonly what: string; readonly instead: string }>> = {
  'field-width': {
    what: 'The width of the field alone',
    instead: MAGNIFICATION,
  },
  'printed-scale': {
    what: 'The scale alone',
    instead: MAGNIFICATION,
  },
  stripe: {
    what: 'The look of the file (microscope, picture size, stripe, bit depth) alone',
    instead:
      'the microscope instead of the specimen. Add pictures of each category from other instruments, and distrust a high accuracy',
  },
};

/**
 * Each of the three that is known of labelled pictures of two categories or more: leave-one-out by the majority of
 * the other pictures of the same key, which is the bin of 1, 2, 5, 10, … that a scale lies in, or all that the file
 * tells of its stripe.
 */
export function labelLeaks(pictures: readonly LeakPicture[]): readonly LabelLeak[] {
  return (['field-width', 'printed-scale', 'stripe'] as const).flatMap((by) => {
    const keyed = pictures.flatMap((picture) => {
      const key = keyOf(picture, by);
      return key === undefined || picture.label === undefined
        ? []
        : [{ key, label: picture.label }];
    });
    const counts = countsBy(keyed, () => '').get('');
    if (!counts || counts.size < 2) return [];
    const baseline = Math.max(...counts.values()) / keyed.length;
    const accuracy = toldByKey(keyed, counts) / keyed.length;
    const leak = { by, accuracy, baseline, pictures: keyed.length };
    return [{ ...leak, warning: warningOf(leak) }];
  });
}

/** What a person must be told: of the two statements of the magnification the one that tells more, and of the file. */
export function leakWarnings(leaks: readonly LabelLeak[]): readonly string[] {
  const excess = ({ accuracy, baseline }: LabelLeak) => accuracy - baseline;
  const scales = leaks.filter(({ by }) => by !== 'stripe').sort((a, b) => excess(b) - excess(a));
  const files = leaks.filter(({ by }) => by === 'stripe');
  return [...scales.slice(0, 1), ...files].flatMap(({ warning }) => warning ?? []);
}

function keyOf({ record, scale }: LeakPicture, by: LeakBy): string | undefined {
  const { width, height, bitDepth, crop, metadata, format } = record;
  if (by === 'stripe') {
    const below = height - crop.y - crop.height;
    const vendor = metadata?.vendor ?? '';
    return [vendor, format, width, height, crop.y, below, bitDepth].join();
  }
  const nm = scaleMeasure(scale, width, by);
  return nm !== undefined && nm > 0 ? `${scaleBinOf(nm)}` : undefined;
}

type Counts = Map<string, number>;

function countsBy(keyed: readonly Keyed[], keyOfOne: (one: Keyed) => string): Map<string, Counts> {
  const byKey = new Map<string, Counts>();
  for (const one of keyed) {
    const key = keyOfOne(one);
    const counts = byKey.get(key) ?? new Map<string, number>();
    counts.set(one.label, (counts.get(one.label) ?? 0) + 1);
    byKey.set(key, counts);
  }
  return byKey;
}

/** Pictures that the majority of the others of their key tell right; one that is alone in its key is guessed. */
function toldByKey(keyed: readonly Keyed[], overall: Counts): number {
  const ranked = [...overall].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  const ranks = ranked.map(([label]) => label);
  let told = 0;
  for (const counts of countsBy(keyed, ({ key }) => key).values()) {
    for (const [label, count] of counts) {
      const others = new Map(counts).set(label, count - 1);
      if (majority(others, ranks) === label) told += count;
    }
  }
  return told;
}

/** Ties, and no votes at all, go to the commoner category in `ranks`. */
function majority(votes: Counts, ranks: readonly string[]): string | undefined {
  let best = ranks[0];
  for (const label of ranks) {
    if ((votes.get(label) ?? 0) > (votes.get(best ?? '') ?? 0)) best = label;
  }
  return best;
}

function warningOf({ by, accuracy, baseline, pictures }: Omit<LabelLeak, 'warning'>) {
  if (pictures < FEWEST_PICTURES || accuracy - baseline < MARGIN + ROUNDING) return undefined;
  const percent = (share: number) => `${Math.round(100 * share)} %`;
  const { what, instead } = TELLS[by];
  return `${what} tells the category of ${percent(accuracy)} of these pictures, where guessing the commonest gets ${percent(baseline)}: a network may learn ${instead}.`;
}
