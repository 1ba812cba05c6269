import { AppError } from '../core/app-error.ts';
import type { FileLabel } from '../core/dataset/label-files.ts';
import { type MatchedLabels, matchLabels } from '../core/dataset/label-files-match.ts';
import type { PictureRecord } from '../core/dataset/picture.ts';

/** A file of labels that a person named. */
export interface LabelsFile {
  readonly name: string;
  readonly labels: readonly FileLabel[];
}

/** What became of it, for the record. */
export interface LabelsRecord {
  readonly file: string;
  readonly labels: number;
  readonly matched: number;
  /** The first that fits nothing here, or several things alike; null where all fit. */
  readonly firstUnmatched: string | null;
}

export interface GivenLabels {
  readonly labels: MatchedLabels['labels'];
  readonly record: LabelsRecord;
}

/**
 * Whose labels the file gives, found as the page finds them.
 * @throws {AppError} `bad-labels` where none of them fits.
 */
export async function giveLabels(
  { name, labels: given }: LabelsFile,
  places: readonly Pick<PictureRecord, 'id' | 'path' | 'otherPaths'>[],
): Promise<GivenLabels> {
  const { labels, unmatched, firstUnmatched = null } = await matchLabels(given, places);
  if (labels.size === 0) {
    throw new AppError(
      'bad-labels',
      `No line of the labels file ${name} names any of these files; its first names ${firstUnmatched}.`,
    );
  }
  const matched = given.length - unmatched;
  return { labels, record: { file: name, labels: given.length, matched, firstUnmatched } };
}

/** For a person. */
export function labelsSentence({ file, labels, matched, firstUnmatched }: LabelsRecord): string {
  const found = `${matched} of the ${labels} labels of ${file} were given`;
  return firstUnmatched === null
    ? `${found}.`
    : `${found}; the first that fits no file here, or several alike, is that of ${firstUnmatched}.`;
}
