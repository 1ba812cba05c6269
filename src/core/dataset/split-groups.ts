import type { PictureRecord } from './picture.ts';

/**
 * A number for each picture, the same for those that should not be on both sides of a split: pages of one file, equal
 * perceptual hashes, one instrument on one day, or one folder beneath the one that gives the label.
 */
export function splitGroups(
  records: readonly Pick<
    PictureRecord,
    'path' | 'folderLabel' | 'metadata' | 'page' | 'perceptualHash'
  >[],
): Int32Array<ArrayBuffer> {
  const parent = Int32Array.from(records, (_, i) => i);
  const root = (i: number): number => {
    while (parent[i] !== i) i = parent[i] = parent[parent[i]];
    return i;
  };
  const firstOf = new Map<string, number>();
  for (const [i, record] of records.entries()) {
    for (const tie of tiesOf(record)) {
      const first = firstOf.get(tie);
      if (first === undefined) firstOf.set(tie, i);
      else parent[root(i)] = root(first);
    }
  }
  return parent.map((_, i) => root(i));
}

function tiesOf({
  path,
  folderLabel,
  metadata,
  page,
  perceptualHash,
}: Parameters<typeof splitGroups>[0][number]): string[] {
  const ties: string[] = [];
  if (page) ties.push(`file ${page.fileId}`);
  if (perceptualHash) ties.push(`hash ${perceptualHash}`);
  const day = /^\d{4}-\d\d-\d\d/.exec(metadata?.acquiredAt ?? '')?.[0];
  if (day) ties.push(`day ${day} ${metadata?.vendor} ${metadata?.instrument ?? ''}`);
  const folders = path.split('/').slice(0, -1);
  const isOwnFolder = folders.length > 1 && folderLabel !== undefined;
  if (isOwnFolder && folderLabel !== folders.at(-1) && folders.includes(folderLabel)) {
    ties.push(`folder ${folders.join('/')}`);
  }
  return ties;
}
