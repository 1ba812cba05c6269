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
  /** The same for pictures that were taken together or look alike, which would tell each other's category. */
  readonly group: number;
}

/** More than the baseline by so much is a warning. */
const MARGIN = 0.15;
const ROUNDING = 1e-9;
/** Of fewer pictures one more or less is as much as the margin. */
const FEWEST_PICTURES = 20;

const MAGNIFICATION =
  'the magnification instead of the specimen. Work on a range of scales, or take features at the same scale';

interface Telling {
  readonly what: string;
  readonly by?: string;
  readonly instead: string;
}

const TELLS: Readonly<Record<LeakBy, Telling>> = {
  'field-width': {
    what: 'The field width alone',
    instead: MAGNIFICATION,
  },
  'printed-scale': {
    what: 'The scale alone',
    instead: MAGNIFICATION,
  },
  stripe: {
    what: 'The look of the file alone',
    by: ' (microscope, picture size, stripe, bit depth)',
    instead:
      'the microscope instead of the specimen. Add pictures of each category from other instruments, and distrust a high accuracy',
  },
};

type Counts = Map<string, number>;

/** Labelled pictures counted by what may tell their category: by its value, by group and by label. */
export type LeakTally = Readonly<Record<LeakBy, Map<string, Map<number, Counts>>>>;

const WAYS = ['field-width', 'printed-scale', 'stripe'] as const;

/** `tally`, which is changed, with more pictures in it: a long list may be counted piece by piece. */
export function tallyLeaks(
  pictures: readonly LeakPicture[],
  tally: LeakTally = { 'field-width': new Map(), 'printed-scale': new Map(), stripe: new Map() },
): LeakTally {
  for (const picture of pictures) {
    const { label, group } = picture;
    if (label === undefined) continue;
    for (const by of WAYS) {
      const key = keyOf(picture, by);
      if (key === undefined) continue;
      const groups = tally[by].get(key) ?? new Map<number, Counts>();
      const counts = groups.get(group) ?? new Map<string, number>();
      counts.set(label, (counts.get(label) ?? 0) + 1);
      tally[by].set(key, groups.set(group, counts));
    }
  }
  return tally;
}

/**
 * Each of the three that is known of labelled pictures of two categories or more: leave-one-group-out by the majority
 * of the other groups' pictures of the same key, which is the bin of 1, 2, 5, 10, … that a scale lies in, or all that
 * the file tells of its stripe.
 */
export function labelLeaks(tally: LeakTally): readonly LabelLeak[] {
  return WAYS.flatMap((by) => {
    const byKey = [...tally[by].values()];
    const overall = sumOf(byKey.flatMap((groups) => [...groups.values()]));
    if (overall.size < 2) return [];
    const pictures = [...overall.values()].reduce((a, b) => a + b, 0);
    const baseline = Math.max(...overall.values()) / pictures;
    const leak = { by, accuracy: toldByKey(byKey, overall) / pictures, baseline, pictures };
    return [{ ...leak, warning: warningOf(leak) }];
  });
}

function sumOf(all: readonly Counts[]): Counts {
  const sum: Counts = new Map();
  for (const counts of all) {
    for (const [label, count] of counts) sum.set(label, (sum.get(label) ?? 0) + count);
  }
  return sum;
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

/** Pictures that the majority of other groups of their key tells right; a group alone in its key is guessed. */
function toldByKey(byKey: readonly Map<number, Counts>[], overall: Counts): number {
  const ranked = [...overall].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  const ranks = ranked.map(([label]) => label);
  let told = 0;
  for (const groups of byKey) {
    const all = sumOf([...groups.values()]);
    for (const own of groups.values()) {
      const others = new Map(all);
      for (const [label, count] of own) others.set(label, (all.get(label) ?? 0) - count);
      told += own.get(majority(others, ranks) ?? '') ?? 0;
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
  const { what, by: how = '', instead } = TELLS[by];
  return `${what} tells ${percent(accuracy)} of the pictures’ categories${how}, where guessing the commonest gets ${percent(baseline)}: a network may learn ${instead}.`;
}
